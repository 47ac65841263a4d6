// Tables in forms: add and delete rows, paste cells from a spreadsheet. Without it the buttons do the same on the server.
const plain = (text) => text.replace(/[（(].*?[)）]|[\s*]/g, "").toLowerCase();

/** Cells copied from a spreadsheet, quoted ones with line breaks and tabs inside too. */
export function cells(text) {
  const rows = [[]];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i];
    if (quoted) {
      if (letter === '"' && text[i + 1] === '"') { cell += '"'; i += 1; }
      else if (letter === '"') quoted = false;
      else cell += letter;
    } else if (letter === '"' && cell === "") quoted = true;
    else if (letter === "\t") { rows.at(-1).push(cell); cell = ""; }
    else if (letter === "\n") { rows.at(-1).push(cell); cell = ""; rows.push([]); }
    else if (letter !== "\r") cell += letter;
  }
  rows.at(-1).push(cell);
  while (rows.length && rows.at(-1).every((one) => one.trim() === "")) rows.pop();
  return rows;
}

function put(input, text) {
  const value = text.trim();
  if (input.tagName === "SELECT") {
    const found = [...input.options].find((one) => one.value === value || plain(one.text) === plain(value));
    input.value = found ? found.value : "";
  } else input.value = value;
}

class Sheet {
  constructor(frame) {
    this.frame = frame;
    this.name = frame.dataset.sheet;
    this.body = frame.querySelector("tbody");
    this.said = document.querySelector(`[data-said="${this.name}"]`);
    this.columns = [...frame.querySelectorAll("th[data-titles]")].map((one) => one.dataset.titles.split("|").filter(Boolean).map(plain));
    this.blank = this.body.rows[this.body.rows.length - 1].cloneNode(true);
    frame.addEventListener("paste", (event) => this.paste(event));
    frame.addEventListener("keydown", (event) => this.move(event));
    frame.addEventListener("click", (event) => {
      const button = event.target.closest("[data-delete]");
      if (button) { event.preventDefault(); this.remove(button.closest("tr")); }
    });
    document.querySelector(`[data-add="${this.name}"]`)?.addEventListener("click", (event) => {
      event.preventDefault();
      const first = this.add(5);
      this.inputs(first)[0].focus();
    });
  }

  inputs(row) { return [...row.querySelectorAll("input, select")]; }

  add(count) {
    let first = null;
    for (let i = 0; i < count; i += 1) {
      const row = this.blank.cloneNode(true);
      row.querySelectorAll("small").forEach((one) => one.remove());
      row.querySelectorAll(".bad").forEach((one) => one.classList.remove("bad"));
      this.inputs(row).forEach((one) => { one.value = ""; });
      this.body.append(row);
      first ??= row;
    }
    this.number();
    return first;
  }

  number() {
    [...this.body.rows].forEach((row, index) => {
      const number = index + 1;
      row.id = row.id.replace(/\d+$/, number);
      row.cells[0].textContent = number;
      this.inputs(row).forEach((one) => {
        one.name = one.name.replace(/^(.*-)\d+(-[^-]+)$/, `$1${number}$2`);
        one.setAttribute("aria-label", one.getAttribute("aria-label").replace(/\d+$/, number));
      });
      const button = row.querySelector("[data-delete]");
      button.value = button.value.replace(/\d+$/, number);
      button.querySelector(".hidden-visually").textContent = number;
    });
  }

  remove(row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (next) row.remove();
    else this.inputs(row).forEach((one) => { one.value = ""; });
    this.number();
    this.tell(this.frame.dataset.deleted);
    this.inputs(next ?? row)[0].focus();
  }

  tell(text) {
    if (this.said) this.said.textContent = text;
    this.frame.dispatchEvent(new Event("input", { bubbles: true }));
  }

  paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const start = event.target.closest("input, select");
    if (!start || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    let rows = cells(text);
    let order = null;
    const heads = rows[0].map((one) => this.columns.findIndex((names) => names.includes(plain(one))));
    if (heads.filter((one) => one >= 0).length >= Math.min(2, this.columns.length)) { order = heads; rows = rows.slice(1); }
    const from = [...this.body.rows].indexOf(start.closest("tr"));
    const left = this.inputs(start.closest("tr")).indexOf(start);
    const missing = from + rows.length - this.body.rows.length;
    if (missing > 0) this.add(missing);
    rows.forEach((line, down) => {
      const inputs = this.inputs(this.body.rows[from + down]);
      line.forEach((cell, right) => {
        const place = order ? order[right] : left + right;
        if (place >= 0 && inputs[place]) put(inputs[place], cell);
      });
    });
    this.tell(this.frame.dataset.pasted);
  }

  move(event) {
    const input = event.target.closest("input");
    if (!input || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const row = input.closest("tr");
    const place = this.inputs(row).indexOf(input);
    let next = this.body.rows[[...this.body.rows].indexOf(row) + step];
    if (!next && event.key === "Enter") next = this.add(1);
    if (next) this.inputs(next)[place].focus();
  }
}

document.querySelectorAll("[data-sheet]").forEach((frame) => new Sheet(frame));
