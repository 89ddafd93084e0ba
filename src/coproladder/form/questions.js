// The steps at which people enter something: the activity, the questions, and a few more details.

/** What answers can rest on, as it is asked. */
const BASES = ["happened", "promised"];

const fieldId = (question) => `q-${question.id}`;

/** The buttons at the end of a step; Enter in a field presses the one that goes on. */
function stepForm(...fields) {
  // A preview may forbid a form to submit, but not a button to be pressed.
  const click = (event) => {
    event.preventDefault();
    goOn();
  };
  const back = state.step !== "start" && backButton();
  const next = make("button", { type: "submit", class: "main", click }, phrase("form_next"));
  // For who is called away: what there is by now can be opened again.
  const later = questionsOf(state.step).length > 0 && button(phrase("form_save_for_later"), saveAnswers, "quiet");
  return make(
    "form",
    { novalidate: true, autocomplete: "off" },
    ...fields,
    paragraph([next, back, later].filter(Boolean), "buttons"),
  );
}

const isFirstActivity = () => state.activities.length < 2;

/** What is asked first of the activity; what was filled in for everybody is asked only of a further one. */
const openFields = () => ["activity", "basis"].filter((field) => !DATA.record[field] || !isFirstActivity());

/** What holds for all questions is said once in a sitting. */
const saysBefore = () => ladder.about.before.length > 0 && isFirstActivity();

const asksAbout = () => openFields().length > 0 || saysBefore();

function aboutView() {
  const { record } = state.activity;
  const open = openFields();
  const bases = [...BASES.map((id) => [id, phrase(`basis_${id}`)]), ["", phrase("form_basis_skip")]];
  const chooseBasis = (id) => remember(record, "basis", id);
  const before = phrase("ask_before");
  return [
    title(open.length ? phrase("form_about") : before),
    stepForm(
      open.includes("activity") && labelled(phrase("form_activity"), lineField("activity", record, "activity")),
      open.includes("basis") && choiceField("basis", phrase("label_basis"), bases, record.basis, chooseBasis),
      open.length > 0 && saysBefore() && heading(2, before),
      saysBefore() && list(ladder.about.before.map(say)),
    ),
  ];
}

/** Who answers: three common answers, in the standard words whatever is shown, or words of one's own. */
function answeredByField(record) {
  const common = ["form_by_staff", "form_by_people", "form_by_carer"];
  const standard = (id) => DATA.interface.phrases[id].standard ?? DATA.interface.phrases[id];
  const others = common.map(standard).includes(record.answered_by) ? "" : (record.answered_by ?? "");
  const choices = [...common.map((id) => [standard(id), phrase(id)]), [others, phrase("form_by_other")]];
  const own = lineField("by-own", record, "answered_by");
  own.value = others;
  const choose = (value) => remember(record, "answered_by", value === others ? own.value : value);
  const more = labelled(phrase("form_by_own"), own);
  return choiceField("by", phrase("form_answered_by"), choices, record.answered_by, choose, { more });
}

function detailsView() {
  const { record } = state.activity;
  const entryField = (field, legend, entries) => {
    const choices = [
      ...entries.map(({ id, name, words }) => [id, ...(state.easy ? [say(words)] : [name, say(words)])]),
      ["", phrase("form_not_said")],
    ];
    return choiceField(field, legend, choices, record[field], (id) => remember(record, field, id));
  };
  const further = [
    ladder.stages.length > 0 && entryField("stage", phrase("form_stage"), ladder.stages),
    ladder.levels.length > 0 && entryField("level", phrase("form_level"), ladder.levels),
  ].filter(Boolean);
  return [
    title(phrase("form_details")),
    stepForm(
      calledField(record),
      labelled(phrase("form_date"), dateField("date", record, "date")),
      answeredByField(record),
      further.length > 0 && folded("further", phrase("form_more"), further),
    ),
  ];
}

function calledField(record) {
  const names = [...ladder.rungs].reverse().map((rung) => [rung.id, rung.name]);
  const choices = [["", phrase("form_not_called")], ...names];
  const pick = (id) => remember(record, "called", id);
  return selectField("called", phrase("form_called"), choices, record.called, pick);
}

/** One question fills a page of its own, or all stand on one. */
function questionsView(questions) {
  const change = phrase(state.onOnePage ? "form_one_at_a_time" : "form_on_one_page");
  const below = [
    ladder.questions.length > 1 && paragraph(button(change, changePages, "quiet"), "apart"),
    termsBlock(),
  ];
  if (!state.onOnePage) {
    const [question] = questions;
    const place = { number: ladder.questions.indexOf(question) + 1, count: ladder.questions.length };
    const small = make("small", {}, phrase("form_question", place));
    return [stepForm(...questionFields(question, title(small, " ", say(question.words)))), ...below];
  }
  const fields = questions.flatMap((question) => questionFields(question, heading(2, say(question.words))));
  return [faultSummary(questions), title(phrase("form_questions")), stepForm(...fields), ...below];
}

/** The questions on a page that have no answer, each with a link to it. */
function faultSummary(questions) {
  const open = questions.filter(({ id }) => state.missing.includes(id));
  if (!open.length) return null;
  const links = open.map((question) => make("a", { href: `#${fieldId(question)}-0` }, say(question.words)));
  const name = make("h2", { id: "faults-name" }, phrase("form_faults"));
  const attributes = { id: "faults", class: "faults", role: "group", tabindex: "-1", "aria-labelledby": name.id };
  return make("div", attributes, name, list(links));
}

function questionFields(question, legend) {
  const { record } = state.activity;
  const id = fieldId(question);
  const answers = question.answers.map((answer) => [answer.id, say(answer.words), say(answer.hint)]);
  const choices = [...answers, [null, say(ladder.about.not_sure), say(question.not_sure)]];
  const choose = (answer) => {
    remember(record, question.id, answer);
    settle(question.id);
  };
  const field = choiceField(id, legend, choices, record[question.id], choose, {
    first: say(question.before),
    help: question.help && helpFor(question),
    fault: state.missing.includes(question.id) && phrase("form_fault_no_answer"),
  });
  const names = make("small", { id: `${id}-names` }, phrase("form_no_names"));
  const box = boxField(`${id}-why`, record, reasonField(question));
  box.setAttribute("aria-describedby", names.id);
  return [field, labelled(phrase("form_why"), box, names)];
}

const helpFor = (question) =>
  folded(`${fieldId(question)}-help`, phrase("form_help"), [paragraph(say(question.help))], "help");
