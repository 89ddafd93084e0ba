// How things are drawn: elements as in render/page.html.jinja, and fields to fill in.

/** An element: functions listen to the event of their name; children are elements or text, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  const kept = children.flat().filter(Boolean);
  element.append(...kept.map((child) => (typeof child === "string" ? visible(child) : child)));
  return element;
}

const heading = (level, text) => make(`h${level}`, {}, text);
const title = (...children) => make("h1", { id: "title", tabindex: "-1" }, ...children);
const paragraph = (content, kind) => make("p", { class: kind }, content);
const list = (items) => make("ul", {}, ...items.map((item) => make("li", {}, item)));
const button = (text, click, kind) => make("button", { type: "button", class: kind, click }, text);
const backButton = () => button(phrase("form_back"), () => history.back());

/** Labels, each with its value, left out where there is none; null where there is nothing at all. */
function facts(pairs) {
  const known = pairs.filter(([, value]) => value);
  if (!known.length) return null;
  const rows = known.map(([label, value]) =>
    make("div", {}, make("dt", {}, leadIn(label)), make("dd", {}, value)),
  );
  return make("dl", {}, ...rows);
}

/** A part that people open, or that is `open`; it stays as they left it when the page is drawn anew. */
function folded(id, summary, content, kind = "fold", isOpen = false) {
  const toggle = (event) => {
    state.open[id] = event.target.open;
  };
  const open = state.open[id] ?? isOpen;
  return make("details", { class: kind, open, toggle }, make("summary", { id }, summary), ...content);
}

/**
 * The ladder, top rung first; `marks` holds what is said at a rung, by its id. Where there are any, what a
 * rung means is said on those with a mark and on their neighbours alone.
 */
function drawing(marks = named()) {
  const marked = ladder.rungs.filter(({ id }) => marks[id]).map((rung) => rung.number);
  const rungs = [...ladder.rungs].reverse().map((rung) => {
    const mark = marks[rung.id];
    const name = make("b", {}, `${rung.number} ${rung.name}`);
    const said = mark && [" ", make("em", {}, `(${mark})`)];
    const isNear = !marked.length || marked.some((number) => Math.abs(number - rung.number) < 2);
    const words = isNear && make("span", {}, say(rung.summary));
    return make("li", { class: mark && "here" }, name, said, words);
  });
  const caption = make("figcaption", {}, `${phrase("top_rung_first", { name: ladder.about.name })}:`);
  return make("figure", {}, caption, make("ol", { class: "ladder", reversed: true }, ...rungs));
}

/** A small picture of the ladder, for the eye alone: the rungs of `marks` stand out. */
function smallLadder(marks) {
  const bars = [...ladder.rungs]
    .reverse()
    .map(({ id, number }) => make("span", { class: marks[id] && "here" }, String(number)));
  return make("div", { class: "small-ladder", "aria-hidden": "true" }, ...bars);
}

// Fields.

const labelled = (label, field, hint) => paragraph([make("label", { for: field.id }, label), hint, field], "field");

/** A field to type in; `where[name]` remembers what it holds. */
function typed(tag, where, name, attributes) {
  const show = () => field.classList.toggle("empty", !field.value);
  const input = () => {
    remember(where, name, field.value);
    show();
  };
  const field = make(tag, { autocomplete: "off", dir: "auto", ...attributes, input });
  field.value = where[name] ?? "";
  show();
  return field;
}

const lineField = (id, where, name) => typed("input", where, name, { id, type: "text", maxlength: 200 });
const dateField = (id, where, name) => typed("input", where, name, { id, type: "date" });
const boxField = (id, where, name) => typed("textarea", where, name, { id, rows: 2, maxlength: 2000 });

/** A radio button or a box to tick with its label, and the hint that describes it under that. */
function choice(attributes, label, hint) {
  const { id } = attributes;
  const input = make("input", { ...attributes, "aria-describedby": hint ? `${id}-hint` : false });
  const said = hint && make("small", { id: `${id}-hint` }, hint);
  return make(
    "div",
    { class: "choice" },
    input,
    make("span", {}, make("label", { for: id }, label), said),
  );
}

/**
 * A group of radio buttons: `choices` are [value, label, hint]; `first` and the fault describe the group.
 *
 * `more` is a field that belongs to the last choice and shows only with it.
 */
function choiceField(id, legend, choices, chosen, change, { first, help, fault, more } = {}) {
  const options = choices.map(([value, label, hint], at) => {
    const checked = value === chosen;
    const pick = () => {
      if (more) more.hidden = at < choices.length - 1;
      change(value);
    };
    return choice({ type: "radio", name: id, id: `${id}-${at}`, checked, change: pick }, label, hint);
  });
  if (more) more.hidden = choices.at(-1)[0] !== chosen;
  const above = [
    first && make("p", { id: `${id}-first` }, first),
    fault && make("p", { id: `${id}-fault`, class: "fault" }, `${phrase("form_fault")} ${fault}`),
  ].filter(Boolean);
  const described = above.map((part) => part.id).join(" ");
  return make(
    "fieldset",
    { id, role: "radiogroup", "aria-describedby": described || false, "aria-invalid": fault && "true" },
    make("legend", {}, legend),
    ...above,
    help,
    ...options,
    more,
  );
}

/** A list to choose one of; `choices` are [value, label]. */
function selectField(id, label, choices, chosen = "", pick) {
  const options = choices.map(([value, text]) => make("option", { value, selected: value === chosen }, text));
  const select = make("select", { id, change: (event) => pick(event.target.value) }, ...options);
  return labelled(label, select);
}
