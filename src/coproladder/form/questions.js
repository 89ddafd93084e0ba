// The steps at which people enter something: the activity, more about it, and the questions.

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
  const back = state.step !== "start" && button(phrase("form_back"), () => history.back());
  const next = make("button", { type: "submit", class: "main", click }, phrase("form_next"));
  return make(
    "form",
    { novalidate: true, autocomplete: "off" },
    ...fields,
    paragraph([next, back, questionsOf(state.step).length > 0 && saveForLater()].filter(Boolean), "buttons"),
  );
}

function startView() {
  const { record } = state.activity;
  const onOnePage = (event) => {
    state.onOnePage = event.target.checked;
  };
  return [
    title(phrase("form_title")),
    paragraph(phrase("form_intro")),
    paragraph(privateWords(), "note"),
    stepForm(
      labelled(phrase("form_activity"), lineField("activity", record, "activity")),
      choiceField(
        "basis",
        phrase("label_basis"),
        [...BASES.map((id) => [id, phrase(`basis_${id}`)]), ["", phrase("form_basis_skip")]],
        record.basis,
        (id) => remember(record, "basis", id),
      ),
      answeredByField(record),
      choice(
        { type: "checkbox", id: "one-page", checked: state.onOnePage, change: onOnePage },
        phrase("form_on_one_page"),
      ),
    ),
    paragraph(
      [
        button(phrase("form_open"), () => go("open"), "quiet"),
        button(phrase("form_compare"), () => go("compare"), "quiet"),
        DATA.practice && button(phrase("form_practise"), startPractice, "quiet"),
      ],
      "apart",
    ),
    termsBlock(),
  ];
}

/** Who answers: three common answers, in the standard words whatever is shown, or words of one's own. */
function answeredByField(record) {
  const common = ["form_by_staff", "form_by_people", "form_by_carer"];
  const standard = (id) => DATA.interface.phrases[id].standard ?? DATA.interface.phrases[id];
  const others = common.map(standard).includes(record.answered_by) ? "" : (record.answered_by ?? "");
  const choices = [...common.map((id) => [standard(id), phrase(id)]), [others, phrase("form_by_other")]];
  const choose = (value) => remember(record, "answered_by", value === others ? own.value : value);
  const group = choiceField("by", phrase("form_answered_by"), choices, record.answered_by, choose);
  const own = lineField("by-own", record, "answered_by");
  own.value = others;
  own.setAttribute("aria-label", phrase("form_by_own"));
  own.addEventListener("input", () => {
    group.querySelector(`#by-${common.length}`).checked = true;
  });
  group.append(own);
  return group;
}

function moreView() {
  const { record } = state.activity;
  const entryField = (field, legend, entries) => {
    const choices = [
      ...entries.map(({ id, name, words }) => [id, ...(state.easy ? [say(words)] : [name, say(words)])]),
      ["", phrase("form_not_said")],
    ];
    return choiceField(field, legend, choices, record[field], (id) => remember(record, field, id));
  };
  return [
    title(phrase("form_more")),
    paragraph(phrase("form_more_optional")),
    stepForm(
      ladder.stages.length > 0 && entryField("stage", phrase("form_stage"), ladder.stages),
      ladder.levels.length > 0 && entryField("level", phrase("form_level"), ladder.levels),
      calledField(record),
      labelled(phrase("form_date"), dateField("date", record, "date")),
    ),
  ];
}

function calledField(record) {
  const names = [...ladder.rungs].reverse().map((rung) => [rung.id, rung.name]);
  const choices = [["", phrase("form_not_called")], ...names];
  const pick = (id) => remember(record, "called", id);
  return selectField("called", phrase("form_called"), choices, record.called, pick);
}

/** What holds for all questions, said once. */
const beforeView = () => [title(phrase("ask_before")), stepForm(list(ladder.about.before.map(say)))];

/** One question fills a page of its own, or all stand on one. */
function questionsView(questions) {
  if (questions.length === 1) {
    const [question] = questions;
    const place = { number: ladder.questions.indexOf(question) + 1, count: ladder.questions.length };
    const small = make("small", {}, phrase("form_question", place));
    return [stepForm(...questionFields(question, title(small, " ", say(question.words)))), termsBlock()];
  }
  const fields = questions.flatMap((question) => questionFields(question, heading(2, say(question.words))));
  return [title(phrase("form_questions")), stepForm(...fields), termsBlock()];
}

function questionFields(question, legend) {
  const { record } = state.activity;
  const id = fieldId(question);
  const answers = question.answers.map((answer) => [answer.id, say(answer.words), say(answer.hint)]);
  const choices = [...answers, [null, say(ladder.about.not_sure), say(question.not_sure)]];
  const choose = (answer) => remember(record, question.id, answer);
  const field = choiceField(id, legend, choices, record[question.id], choose, {
    first: say(question.before),
    help: question.help && helpFor(question),
    fault: state.missing.includes(question.id) && phrase("form_fault_no_answer"),
  });
  const box = boxField(`${id}-why`, record, reasonField(question));
  box.setAttribute("aria-describedby", `${id}-names`);
  return [
    field,
    paragraph(
      [
        make("label", { for: box.id }, phrase("form_why")),
        make("small", { id: `${id}-names` }, phrase("form_no_names")),
        box,
      ],
      "field",
    ),
  ];
}

function helpFor(question) {
  const toggle = (event) => {
    state.helpOpen[question.id] = event.target.open;
  };
  const summary = make("summary", { id: `${fieldId(question)}-help` }, phrase("form_help"));
  const open = state.helpOpen[question.id];
  return make("details", { class: "help", open, toggle }, summary, paragraph(say(question.help)));
}
