// Files go with a button, once; saving in the background takes only what is typed.
const form = document.getElementById("draft");
form?.addEventListener("htmx:configRequest", ({ detail: { formData } }) => {
  [...formData.entries()].forEach(([name, value]) => { if (value instanceof File) formData.delete(name); });
});

// Sending waits for a save that is still on its way, which would otherwise look like somebody else's work.
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

// Who was logged out meanwhile, or has no connection, is told; what is typed stays in the form.
const saved = document.getElementById("saved");
const told = (text) => { saved.textContent = text; };
form?.addEventListener("htmx:beforeSwap", (event) => {
  const answered = new URL(event.detail.xhr.responseURL, location.href).pathname;
  if (answered !== form.dataset.hxPost) {
    event.detail.shouldSwap = false;
    told(form.dataset.expired);
  }
});
form?.addEventListener("htmx:sendError", () => told(form.dataset.failed));
form?.addEventListener("htmx:responseError", () => told(form.dataset.failed));
