// A step that was refused is the answer to a POST, and the browser would ask whether to send that again when
// somebody comes back to it. What was typed is kept, so the entry of the history may be the step's own page.
history.replaceState(history.state, "", location.href);
