// Remembers how the reader wants to see the pages. Every switch also works without this file (see tokens.css, :has), but is then not kept.
(() => {
  const root = document.documentElement;
  const key = "gongkai-view";
  const read = () => { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } };
  const keep = (view) => { try { localStorage.setItem(key, JSON.stringify(view)); } catch { /* private mode: lasts for this page */ } };
  const show = (view) => {
    root.toggleAttribute("data-elder", Boolean(view.elder));
    root.toggleAttribute("data-contrast", Boolean(view.contrast));
    if (view.theme) root.dataset.theme = view.theme; else delete root.dataset.theme;
  };
  root.classList.add("js");
  show(read());
  document.addEventListener("DOMContentLoaded", () => {
    const current = document.querySelector(".nav [aria-current]");
    if (current) current.parentElement.scrollLeft = current.offsetLeft - current.parentElement.offsetLeft - 48;
    const panel = document.getElementById("view");
    if (!panel) return;
    const view = read();
    const elder = panel.querySelector("#view-elder");
    const contrast = panel.querySelector("#view-contrast");
    elder.checked = Boolean(view.elder);
    contrast.checked = Boolean(view.contrast);
    panel.querySelectorAll("[name=theme]").forEach((choice) => { choice.checked = choice.value === (view.theme || ""); });
    panel.addEventListener("change", () => {
      const chosen = { elder: elder.checked, contrast: contrast.checked, theme: panel.querySelector("[name=theme]:checked").value };
      keep(chosen);
      show(chosen);
    });
    const menu = panel.closest("details");
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); } });
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  });
})();
