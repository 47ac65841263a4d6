// Turns text areas of rich text into editors; the text area keeps the content, so the form works the same without it.
import {
  Blockquote, Bold, BulletList, Document, Editor, Gapcursor, HardBreak, Heading, History, Image, Italic, Link, ListItem,
  OrderedList, Paragraph, Strike, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text, Underline,
} from "../django_prose_editor/editor.js";

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const paragraphs = (text) => text.split(/\n\s*\n/).map((one) => one.trim()).filter(Boolean)
  .map((one) => `<p>${escaped(one)}</p>`).join("");

function tools(editor, labels, name) {
  const bar = document.createElement("div");
  bar.className = "tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `${labels.tools}: ${name}`);
  const buttons = [
    ["B", labels.bold, (chain) => chain.toggleBold(), () => editor.isActive("bold")],
    ["H", labels.heading, (chain) => chain.toggleHeading({ level: 3 }), () => editor.isActive("heading")],
    ["•", labels.list, (chain) => chain.toggleBulletList(), () => editor.isActive("bulletList")],
    ["1.", labels.ordered, (chain) => chain.toggleOrderedList(), () => editor.isActive("orderedList")],
    ["↶", labels.undo, (chain) => chain.undo(), null],
    ["↷", labels.redo, (chain) => chain.redo(), null],
  ].map(([sign, label, act, active]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => act(editor.chain().focus()).run());
    bar.append(button);
    return [button, active];
  });
  const show = () => buttons.forEach(([button, active]) => active && button.setAttribute("aria-pressed", String(active())));
  editor.on("transaction", show);
  show();
  return bar;
}

function enhance(area) {
  const labels = JSON.parse(area.form.dataset.richLabels);
  const label = document.querySelector(`label[for="${area.id}"]`);
  const name = (label?.textContent ?? "").trim();
  const frame = document.createElement("div");
  frame.className = "rich";
  area.before(frame);
  const value = area.value;
  const editor = new Editor({
    element: frame,
    injectCSS: false, // the style rules are ours; inline ones are forbidden by the content security policy
    content: /<[a-z/!]/i.test(value) ? value : paragraphs(value),
    extensions: [
      Document, Paragraph, Text, HardBreak, Heading.configure({ levels: [2, 3, 4, 5] }), Bold, Italic, Underline, Strike,
      Subscript, Superscript, Blockquote, BulletList, OrderedList, ListItem, Link, Image, Table, TableRow, TableHeader,
      TableCell, History, Gapcursor,
    ],
    editorProps: { attributes: { "aria-label": name, role: "textbox", "aria-multiline": "true" } },
    onUpdate({ editor: now }) {
      area.value = now.isEmpty ? "" : now.getHTML();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  frame.prepend(tools(editor, labels, name));
  area.parentElement.classList.add("has-editor");
  label?.addEventListener("click", (event) => { event.preventDefault(); editor.commands.focus(); });
}

document.querySelectorAll("textarea[data-rich]").forEach(enhance);
