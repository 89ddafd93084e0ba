// The page: what is known (`state`), how it is said and drawn, and how people go from step to step.

const DATA = JSON.parse(document.getElementById("data").textContent);
const { ladder } = DATA;
const ACTING = new RegExp(DATA.acting, "gu");
const [header, status, main] = ["header", "status", "main"].map((id) => document.getElementById(id));

/** Values by name, where no name means anything by itself: an id may well be "constructor". */
const named = (values) => Object.assign(Object.create(null), values);

const today = () => new Date().toLocaleDateString("sv-SE");

/** What is known of one activity: the fields of its record, the reason for each answer, and the plan. */
function newActivity(kept) {
  return {
    record: named({ date: today(), ...DATA.record, ...kept }),
    reasons: named(),
    plan: named(),
    aim: "",
    review: "",
  };
}

const state = {
  step: "start",
  easy: DATA.easy,
  onOnePage: false,
  activity: newActivity(),
  finished: [],
  files: [],
  refused: [],
  missing: [],
  helpOpen: named(),
  unsaved: false,
};

// How things are said.

const say = (words) => (typeof words === "string" ? words : (state.easy && words.easy) || words.standard);

/** The phrase with this id, in the words that are wanted, its places filled. */
function phrase(id, values = {}) {
  return say(DATA.interface.phrases[id]).replace(/\{([a-z]+)\}/g, (place, name) => values[name] ?? place);
}

const counted = (id, count, values) => phrase(`${id}_${count === 1 ? "one" : "many"}`, { count, ...values });

/** Text with each character that would act instead of showing itself as its code. */
const visible = (text) =>
  text
    .replace(/[\r\n\t]+/g, " ")
    .replace(ACTING, (sign) => `<U+${sign.codePointAt(0).toString(16).toUpperCase()}>`);

const shorten = (text, most = 120) => (text.length > most ? `${text.slice(0, most)}…` : text);

// How things are drawn.

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
const leadIn = (label) => (/[?!؟？]$/.test(label) ? label : `${label}:`);

/** Labels, each with its value, left out where there is none; null where there is nothing at all. */
function facts(pairs) {
  const known = pairs.filter(([, value]) => value);
  if (!known.length) return null;
  const rows = known.map(([label, value]) =>
    make("div", {}, make("dt", {}, leadIn(label)), make("dd", {}, value)),
  );
  return make("dl", {}, ...rows);
}

/** The ladder, top rung first; `marks` holds what is said at a rung, by its id. */
function drawing(marks) {
  const rungs = [...ladder.rungs].reverse().map((rung) => {
    const mark = marks[rung.id];
    const name = make("b", {}, `${rung.number} ${rung.name}`);
    const said = mark && [" ", make("em", {}, `(${mark})`)];
    return make("li", { class: mark && "here" }, name, said, make("span", {}, say(rung.summary)));
  });
  const caption = make("figcaption", {}, leadIn(phrase("top_rung_first", { name: ladder.about.name })));
  return make("figure", {}, caption, make("ol", { class: "ladder", reversed: true }, ...rungs));
}

const numbered = (rung) =>
  phrase("rung_of", { rung: rung.number, rungs: ladder.rungs.length, name: rung.name });

/** Say something that happened to people who do not see it. */
function announce(text) {
  status.textContent = visible(text);
}

// How people go from step to step.

const steps = () => {
  const asked = state.onOnePage ? ["questions"] : ladder.questions.map((question, at) => `question ${at}`);
  return ["start", "more", ...asked, "result"];
};

/** The questions that a step asks. */
function questionsOf(step) {
  if (step === "questions") return ladder.questions;
  return step.startsWith("question ") ? [ladder.questions[step.split(" ")[1]]] : [];
}

function viewOf(step) {
  const views = {
    start: startView,
    more: moreView,
    result: resultView,
    compare: compareView,
    practise: practice.view,
  };
  return views[step] ? views[step]() : questionsView(questionsOf(step));
}

/** Draw the page anew; the focus goes to the element with the id `focus`, or stays where it was. */
function render(focus = document.activeElement.id) {
  header.replaceChildren(...headerView());
  main.replaceChildren(...viewOf(state.step).filter(Boolean));
  const said = document.getElementById("title").textContent;
  document.title = shorten(state.missing.length ? `${phrase("form_fault")} ${said}` : said, 65);
  document.getElementById(focus)?.focus();
}

function headerView() {
  const change = (event) => {
    state.easy = event.target.checked;
    render();
  };
  const box = make("input", { type: "checkbox", role: "switch", id: "easy", checked: state.easy, change });
  return [
    make("p", {}, ladder.about.name),
    make("label", { class: "switch" }, box, make("span", {}, phrase("form_easy"))),
  ];
}

/** Show a step from its top. */
function show(step) {
  state.step = step;
  state.missing = [];
  status.textContent = "";
  window.scrollTo(0, 0);
  render("title");
}

function go(step) {
  history.pushState({ step }, "");
  show(step);
}

/** Go on to the next step, unless a question has no answer yet. */
function goOn() {
  const open = questionsOf(state.step).filter((question) => state.activity.record[question.id] === undefined);
  state.missing = open.map((question) => question.id);
  if (open.length) {
    render(`${fieldId(open[0])}-0`);
  } else {
    go(steps()[steps().indexOf(state.step) + 1]);
  }
}

/** Remember what people entered; it is not saved until they save it. */
function remember(where, name, value) {
  where[name] = value;
  state.unsaved = true;
}

function startAgain() {
  if (state.unsaved && !confirm(phrase("form_start_again_sure"))) return;
  Object.assign(state, { activity: newActivity(), finished: [], files: [], refused: [], unsaved: false });
  go("start");
}

addEventListener("popstate", (event) => show(event.state?.step ?? "start"));
addEventListener("beforeunload", (event) => {
  if (!state.unsaved) return;
  event.preventDefault();
  event.returnValue = ""; // for browsers of before 2023
});
addEventListener("DOMContentLoaded", () => render());
