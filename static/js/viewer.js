// Shows a figure of the essay alone, as large as the window, and the others by arrow. Without this its link
// leads to the picture. The pictures are asked for when they are shown.
(() => {
  const links = [...document.querySelectorAll(".prose figure > a")];
  if (!links.length || !window.HTMLDialogElement) return;
  let dialog, image, caption, count, earlier, later, place = 0;

  function build() {
    dialog = document.createElement("dialog");
    dialog.className = "viewer";
    dialog.setAttribute("aria-label", "Figures");
    dialog.dataset.ours = "";
    dialog.innerHTML = `<header><p role="status"></p><button type="button" data-close>Close</button></header>
<div class="frame"><img alt=""></div>
<footer><button type="button" aria-label="Previous figure">←</button><p></p><button type="button" aria-label="Next figure">→</button></footer>`;
    document.body.append(dialog);
    [image, count, caption] = ["img", "header p", "footer p"].map((part) => dialog.querySelector(part));
    [earlier, later] = dialog.querySelectorAll("footer button");
    earlier.addEventListener("click", () => show(place - 1));
    later.addEventListener("click", () => show(place + 1));
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.querySelector(".frame").addEventListener("click", (event) => {
      if (event.target !== image) dialog.close();
    });
    dialog.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, Home: -links.length, End: links.length }[event.key];
      if (!step) return;
      event.preventDefault();
      show(Math.min(links.length - 1, Math.max(0, place + step)));
    });
    dialog.addEventListener("close", () => links[place].focus());
  }

  function show(number) {
    if (!links[number]) return;
    place = number;
    const link = links[place];
    const small = link.querySelector("img");
    image.src = link.href;
    image.alt = small.alt;
    image.width = Number(small.getAttribute("width"));
    image.height = Number(small.getAttribute("height"));
    const words = link.parentElement.querySelector("figcaption");
    caption.replaceChildren(...(words ? words.cloneNode(true).childNodes : []));
    count.textContent = links.length > 1 ? `Figure ${place + 1} of ${links.length}` : "";
    for (const button of [earlier, later]) button.hidden = links.length < 2;
    const wasOn = document.activeElement;
    earlier.disabled = place === 0;
    later.disabled = place === links.length - 1;
    // A button that is no longer there for it lets the keyboard go.
    if (wasOn?.disabled) (wasOn === later ? earlier : later).focus();
  }

  links.forEach((link, number) =>
    link.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (!dialog) build();
      show(number);
      dialog.showModal();
    }),
  );
})();
