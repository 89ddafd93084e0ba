// The activities of one sitting: each keeps its own history, and can be opened, changed and removed.

/** Begin with another activity; the one before stays, with its plan, and Back leads to it. */
function begin(kept) {
  state.activity = newActivity(kept);
  state.activities.push(state.activity);
}

/** Begin with another activity that the same people answer on. */
function anotherActivity() {
  begin({ answered_by: state.activity.record.answered_by });
  go("start");
}

/** Whether a question was asked: "not sure" is an answer too. */
const isAsked = ({ record }, question) => record[question.id] !== undefined;
const isBegun = (activity) => ladder.questions.some((question) => isAsked(activity, question));
const begunActivities = () => state.activities.filter(isBegun);

/** The step, or the start where a question before it has no answer: there is nothing to see there. */
function reachable(step) {
  const before = steps().slice(0, Math.max(steps().indexOf(step), 0));
  return before.flatMap(questionsOf).every((question) => isAsked(state.activity, question)) ? step : "start";
}

/** Go on with an activity: at a step, or at its first question without an answer, or at its result. */
function resume(activity, step) {
  state.activity = activity;
  const isOpen = (each) => questionsOf(each).some((question) => !isAsked(activity, question));
  go(step ?? steps().find(isOpen) ?? "result");
}

addEventListener("popstate", ({ state: entry }) => {
  const activity = state.activities.find(({ number }) => number === entry?.activity);
  if (activity) state.activity = activity;
  show(activity ? reachable(entry.step) : "start");
});

// What is open: a list to open, change and remove.

function openView() {
  const begun = begunActivities();
  return [
    title(phrase("form_open")),
    paragraph(phrase("form_open_words")),
    filesField(openRecords),
    ...(begun.length ? [heading(2, phrase("form_activities")), make("ul", { class: "open" }, ...begun.map(activityLine))] : []),
    paragraph(backButton(), "buttons"),
  ];
}

function activityLine(activity) {
  const name = nameOfActivity(activity.record);
  const remove = () => {
    if (!confirm(phrase("form_remove_sure", { name }))) return;
    state.activities.splice(state.activities.indexOf(activity), 1);
    if (activity === state.activity) begin();
    render("files");
  };
  const ways = [
    buttonFor(phrase("form_open_this"), name, () => resume(activity)),
    buttonFor(phrase("form_change_this"), name, () => resume(activity, steps()[1])),
    buttonFor(phrase("form_remove"), name, remove),
  ];
  const isDone = ladder.questions.every((question) => isAsked(activity, question));
  const place = isDone ? placeInWords(assess(ladder, activity.record)) : phrase("form_not_finished");
  return make("li", {}, make("b", {}, name), " ", place, paragraph(ways, "buttons"));
}

const nameOfActivity = (record) => shorten(record.activity || phrase("form_no_activity"));

/** A button for one entry of a list, which says for which to people who hear it. */
const buttonFor = (text, name, click) =>
  make("button", { type: "button", class: "quiet", click, "aria-label": `${text}: ${name}` }, text);

/** Open the records of a file as activities; one alone is gone on with. Raises an error where all are open. */
function openRecords({ records }) {
  const open = state.activities.map((activity) => JSON.stringify(savedRecord(activity)));
  const opened = records.map(activityFrom);
  const further = opened.filter((activity) => !open.includes(JSON.stringify(savedRecord(activity))));
  if (!further.length) throw new Error(phrase("form_refused_same"));
  state.activities.push(...further);
  state.activity = further[0];
  return further.length === 1 ? () => resume(further[0]) : undefined;
}

/** An activity as it was saved, with its plan. */
function activityFrom({ plan, review, ...record }) {
  const activity = newActivity();
  for (const { id } of ladder.questions) if (id in record) record[id] = record[id] || null;
  return Object.assign(activity, { record: named(record), plan: plan ?? named(), review: review ?? "" });
}

// A prepared link: form.html#activity=Lunch%20club fills in what --answer can.

/** Fill in what the address says, for every activity; return whether something in it is not known. */
function readLink() {
  const pairs = [...new URLSearchParams(location.hash.slice(1))].filter(([, value]) => value);
  if (!pairs.length) return false;
  try {
    Object.assign(DATA.record, readRecord(Object.fromEntries(pairs), 1));
  } catch {
    return true;
  }
  return pairs.some(([name]) => !FIELDS[fold(name)]);
}
