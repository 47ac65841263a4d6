// Sending waits for a save that is still on its way, which would otherwise look like somebody else's work.
const form = document.getElementById("draft");
let saving = 0;
let waiting = null;

form?.addEventListener("htmx:beforeRequest", () => { saving += 1; });
form?.addEventListener("htmx:afterRequest", () => {
  saving = Math.max(0, saving - 1);
  if (!saving && waiting) {
    const button = waiting;
    waiting = null;
    setTimeout(() => form.requestSubmit(button));
  }
});
form?.addEventListener("submit", (event) => {
  if (saving) {
    event.preventDefault();
    waiting = event.submitter;
  }
});
