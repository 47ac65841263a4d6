// When a security key cannot be used, the browser only names an error; here it is said in words.
const PROBLEMS = {
  SecurityError: "address",
  NotAllowedError: "cancelled",
  AbortError: "cancelled",
  InvalidStateError: "known",
  NotSupportedError: "unsupported",
  ConstraintError: "unsupported",
};

document.addEventListener("allauth.error", (event) => {
  const box = document.getElementById("key-problem");
  if (!box) {
    return;
  }
  event.preventDefault();
  const usable = window.isSecureContext && "PublicKeyCredential" in window;
  const wanted = usable ? (PROBLEMS[event.detail.exception?.name] ?? "other") : "address";
  for (const line of box.querySelectorAll("[data-problem]")) {
    line.hidden = line.dataset.problem !== wanted;
  }
  box.hidden = false;
  box.focus();
});
