// Shows the picture that is chosen for the profile as it will be cut: a square from its middle. What the browser
// cannot read (a phone's HEIC, in most) is shown once it is saved.
const field = document.querySelector("[data-cut]");
const canvas = document.createElement("canvas");
const SIDE = 176; // twice its size on the page, for fine screens

canvas.width = canvas.height = SIDE;
canvas.className = "av big";
canvas.setAttribute("role", "img");
canvas.setAttribute("aria-label", "The new picture, cut to a square");
canvas.hidden = true;

const said = document.createElement("span");
said.className = "note";
const line = document.createElement("p");
line.className = "chosen-picture";
line.setAttribute("role", "status");
line.append(canvas, said);

async function show() {
  const file = field.files[0];
  canvas.hidden = true;
  said.textContent = "";
  if (!file) return;
  try {
    const picture = await createImageBitmap(file);
    const side = Math.min(picture.width, picture.height);
    const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
    const pen = canvas.getContext("2d");
    pen.clearRect(0, 0, SIDE, SIDE);
    pen.drawImage(picture, left, top, side, side, 0, 0, SIDE, SIDE);
    canvas.hidden = false;
    said.textContent = "This is how it will look. It is not saved yet.";
  } catch {
    said.textContent = "Your browser cannot show this file. You see it once it is saved.";
  }
}

if (field) {
  field.after(line);
  field.addEventListener("change", show);
}
