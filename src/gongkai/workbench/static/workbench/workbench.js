// Every task works without this file; it only saves steps.
document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("problems")?.focus();
});
