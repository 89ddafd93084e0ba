// The page: what it was given (`DATA`), what is known by now (`state`), and how people go from step to step.

const DATA = globalThis.formData ?? JSON.parse(document.getElementById("data").textContent);
const { ladder } = DATA;
const [header, status, main] = ["header", "status", "main"].map((id) => document.getElementById(id));

/** Values by name, where no name means anything by itself: an id may well be "constructor". */
const named = (values) => Object.assign(Object.create(null), values);

/** The field of a record with the reason for the answer to a question. */
const reasonField = (question) => `${question.id}_reason`;

/** What is known of one activity: the fields of its record, and the plan. */
function newActivity(kept) {
  const record = named({ ...DATA.record, ...kept });
  return { number: Math.random(), record, plan: named(), aim: "", review: "" };
}

/** Whether the page is in a frame that keeps it from its buttons' work, as previews of attachments are. */
const isPreview = self.origin === "null" && (self !== top || location.protocol !== "file:");

const state = {
  step: "start",
  easy: DATA.easy,
  onOnePage: false,
  activities: [],
  files: [],
  agreed: named(),
  refused: [],
  missing: [],
  open: named(),
  unsaved: new Set(),
};

// How people go from step to step.

const steps = () => {
  const asked = state.onOnePage ? ["questions"] : ladder.questions.map((question, at) => `question ${at}`);
  return ["start", "about", ...asked, "details", "result"];
};

/** The step that asks what `step` asked, as people want the questions now: all on one page, or one on each. */
function fitted(step) {
  if (state.onOnePage) return step.startsWith("question ") ? "questions" : step;
  const open = ladder.questions.findIndex(({ id }) => state.activity.record[id] === undefined);
  return step === "questions" ? `question ${Math.max(open, 0)}` : step;
}

/** The questions that a step asks. */
function questionsOf(step) {
  if (step === "questions") return ladder.questions;
  return step.startsWith("question ") ? [ladder.questions[step.split(" ")[1]]] : [];
}

function viewOf(step) {
  const views = {
    start: startView,
    ladder: ladderView,
    paper: paperView,
    about: aboutView,
    details: detailsView,
    result: resultView,
    open: openView,
    compare: compareView,
    practise: practiceView,
  };
  return views[step] ? views[step]() : questionsView(questionsOf(step));
}

/** Draw the page anew; the focus goes to the element with the id `focus`, or stays where it was. */
function render(focus = document.activeElement.id) {
  header.replaceChildren(...headerView().filter(Boolean));
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
    isPreview && make("p", { class: "note preview" }, phrase("form_preview")),
  ];
}

/** Show a step from its top. */
function show(step) {
  state.step = fitted(step);
  state.missing = [];
  state.refused = [];
  state.open = named();
  announce("");
  window.scrollTo(0, 0);
  render("title");
}

/** Go to a step, or to a part of one: a place in the browser's history. */
function go(step, part) {
  history.pushState({ step, activity: state.activity.number, ...part }, "");
  show(step);
}

/** Go on to the next step that asks something, unless a question has no answer. */
function goOn() {
  const questions = questionsOf(state.step);
  const open = questions.filter((question) => state.activity.record[question.id] === undefined);
  state.missing = open.map((question) => question.id);
  if (open.length) {
    render(questions.length > 1 ? "faults" : `${fieldId(open[0])}-0`);
  } else {
    const further = steps().slice(steps().indexOf(state.step) + 1);
    go(further.find((step) => step !== "about" || asksAbout()));
  }
}

/** Show the questions all on one page, or one on each, at the question where people are. */
function changePages() {
  const [question] = questionsOf(state.step);
  state.onOnePage = !state.onOnePage;
  history.replaceState({ ...history.state, step: fitted(state.step) }, "");
  show(state.step);
  if (state.onOnePage) document.getElementById(`${fieldId(question)}-0`).focus();
}

/** Say no more that a question has no answer, once it has one. */
function settle(id) {
  if (!state.missing.includes(id)) return;
  state.missing = state.missing.filter((each) => each !== id);
  render();
}

/** Remember what people entered; it is not saved until they save it. */
function remember(where, name, value) {
  where[name] = value;
  state.unsaved.add(where === state.agreed ? "views" : "answers");
}

/** Say what happened, also to people who do not see it, until they close it or go on. */
function announce(text) {
  status.textContent = visible(text);
  const close = text && button(phrase("form_close"), () => announce(""), "quiet");
  status.parentElement.replaceChildren(...[status, close].filter(Boolean));
}

function startAgain() {
  if (state.unsaved.size && !confirm(phrase("form_start_again_sure"))) return;
  Object.assign(state, { activities: [], files: [], agreed: named(), unsaved: new Set() });
  begin();
  go("start");
}

// A link within the page leaves its address and its history alone: Back leads to the step before.
addEventListener("click", (event) => {
  const [page, part] = event.target.closest("a")?.href.split("#") ?? [];
  const place = page === document.baseURI.split("#")[0] && document.getElementById(part);
  if (!place && part !== PRACTICE) return;
  event.preventDefault();
  if (place) place.focus();
  else startPractice();
});
addEventListener("beforeunload", (event) => {
  if (!state.unsaved.size) return;
  event.preventDefault();
  event.returnValue = ""; // for browsers of before 2023
});
addEventListener("DOMContentLoaded", () => {
  const hasFault = readLink();
  begin();
  history.replaceState({ step: "start", activity: state.activity.number }, "");
  render();
  if (hasFault) announce(phrase("form_link_fault"));
  if (location.hash === `#${PRACTICE}` && DATA.practice) startPractice();
});

