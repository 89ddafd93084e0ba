// The result: where the activity is, why, what would change it, and a plan to fill in.

function resultView() {
  const { record, aim } = state.activity;
  const found = assess(ladder, record, aim);
  return [
    make(
      "div",
      { class: "box" },
      title(placeInWords(found)),
      state.easy && termsBlock(),
      ...found.notes
        .filter((note) => note.headline)
        .map((note) => paragraph(`${say(note.headline)}.`, "headline")),
      facts([
        [phrase("label_activity"), record.activity],
        [phrase("label_called"), claimInWords(found)],
        [phrase("what_would_change_it"), nextInWords(found)],
      ]),
    ),
    paragraph(make("a", { href: "#keep" }, phrase("form_to_keep")), "screen"),
    facts(
      DATA.fields
        .filter((field) => !["activity", "called"].includes(field))
        .map((field) => [phrase(`label_${field}`), fieldInWords(field, record[field])]),
    ),
    rangeInWords(found),
    drawing(marksOf(found)),
    ...whyBlocks(found),
    ...nextBlocks(found),
    ...adviceBlocks(found),
    planSection(found),
    keepSection(),
    ...creditBlocks(),
  ];
}

const nameOf = (entries, id) => entries.find((entry) => entry.id === id)?.name;

/** The value of a field; a level or a stage by its name, where the ladder lists it, a basis by its phrase. */
function fieldInWords(field, value) {
  if (field === "basis") return value && phrase(`basis_${value}`);
  const entries = { level: ladder.levels, stage: ladder.stages }[field] ?? [];
  return nameOf(entries, value) ?? value;
}

function placeInWords({ rung, highest, certain }) {
  if (!highest) return phrase("off_the_ladder");
  if (!rung) return phrase("too_little_known", { rung: highest.number, name: rungNamed(highest) });
  if (certain) return numbered(rung);
  const place = phrase("rung_numbered", { rung: rung.number, name: rungNamed(rung) });
  return phrase("place_to", { place, rung: highest.number, name: rungNamed(highest) });
}

function rangeInWords({ rung, highest, certain }) {
  if (certain || !rung) return null;
  return paragraph(phrase("sure_of", { rung: rung.number, highest: highest.number, name: highest.name }));
}

/** The next rung, and what would bring the activity there, or the question to answer first. */
function nextInWords({ next }) {
  if (!next) return phrase("nothing_more");
  const steps = next.needs.map(({ question, answer, needed }) =>
    answer ? wayTo(question, needed) : resultAlone(question),
  );
  return phrase("next_rung", { name: next.rung.name, questions: steps.join(" ") });
}

/** What would bring an activity to an answer, or else the answer as a result. */
const wayTo = (question, answer) => say(answer.step) || resultAlone(question, answer);

function claimInWords({ gap }) {
  const name = nameOf(ladder.rungs, state.activity.record.called);
  if (!gap) return name;
  return counted(gap > 0 ? "claim_higher" : "claim_lower", Math.abs(gap), { name });
}

/** What the drawing says at the two ends of the range. */
function marksOf({ rung, highest, certain }) {
  const marks = named();
  if (highest) marks[highest.id] = phrase(certain ? "mark_here" : "mark_at_most");
  if (rung && !certain) marks[rung.id] = phrase("mark_at_least");
  return marks;
}

/** An answer as a result: its finding, or its label where it has none; undefined is not known. */
const answerInWords = (answer) => (answer ? say(answer.finding ?? answer.words) : phrase("not_known"));

/** An answer as a result that stands alone: after its question, where it has no finding. */
function resultAlone(question, answer) {
  if (!answer) return phrase("find_out", { question: say(question.words) });
  return say(answer.finding) || `${say(question.words)} ${say(answer.words)}`;
}

/** The answers that the rung rests on, then the others, each with the reason that people gave. */
function whyBlocks({ because, certain }) {
  const { record } = state.activity;
  const withReason = (question, answer) => {
    const [said, reason] = [resultAlone(question, answer), record[reasonField(question)]];
    return reason ? [said, make("br"), reason] : said;
  };
  const used = because.map(({ question, answer, needed }) => withReason(question, answer ?? needed));
  const others = ladder.questions
    .filter((question) => !because.some((need) => need.question === question))
    .map((question) => withReason(question, question.answers[rankOf(question, record[question.id])]));
  return [
    heading(2, phrase("why_here")),
    list(used.length ? used : [phrase(certain ? "why_no_rung" : "why_too_little")]),
    ...(others.length ? [heading(2, phrase("other_answers")), list(others)] : []),
  ];
}

function nextBlocks({ rung, next }) {
  if (!next) return [heading(2, phrase("what_comes_next")), paragraph(phrase("top_rung"))];
  const choices = goalsAbove(ladder, rung).map((goal) => [goal.id, numbered(goal)]);
  const choose = (id) => {
    state.activity.aim = id;
    render();
  };
  const aim = selectField("aim", phrase("form_aim"), choices, next.rung.id, choose);
  aim.classList.add("screen");
  const needs = next.needs.map(({ question, answer, needed }) => {
    const pairs = [
      [phrase("now"), answerInWords(answer)],
      [phrase("needed_at_least"), answerInWords(needed)],
      [phrase("to_get_there"), needed.step && say(needed.step)],
    ];
    return make("div", { class: "need" }, heading(3, say(question.words)), facts(pairs));
  });
  const kind = state.activity.aim === next.rung.id ? "what_aim_needs" : "what_next_needs";
  return [heading(2, phrase(kind, { place: numbered(next.rung) })), choices.length > 1 && aim, ...needs];
}

function adviceBlocks({ rung, certain, notes, next }) {
  const right = certain && rung?.when_it_is_right;
  const tips = tipsFor(ladder, next, DATA.most_tips);
  return [
    ...(right ? [heading(2, phrase("when_right", { name: rung.name })), paragraph(say(right))] : []),
    ...(notes.length
      ? [heading(2, phrase("worth_knowing")), list(notes.map((note) => say(note.words)))]
      : []),
    ...(tips.length
      ? [heading(2, phrase("tips_for_this")), list(tips.map((tip) => `${tip.title}. ${say(tip.words)}`))]
      : []),
  ];
}

/** A line for each need: what to do, who does it, and by when. */
function planSection({ next }) {
  if (!next) return null;
  const columns = [
    ["what", boxField, phrase("form_plan_what")],
    ["who", boxField, phrase("plan_who")],
    ["when", dateField, phrase("plan_by_when")],
  ];
  const { plan } = state.activity;
  const rows = next.needs.map(({ question, needed }) => {
    plan[question.id] = plan[question.id] ?? named();
    const cells = columns.map(([column, makeField, label]) => {
      const field = makeField(`plan-${column}-${question.id}`, plan[question.id], column);
      field.setAttribute("aria-label", `${label}: ${say(question.words)}`);
      return make("td", { "data-label": label }, field);
    });
    return make("tr", {}, make("th", { scope: "row" }, wayTo(question, needed)), ...cells);
  });
  const headings = [phrase("form_plan_need"), ...columns.map(([, , label]) => label)];
  const head = make("tr", {}, ...headings.map((text) => make("th", { scope: "col" }, text)));
  const caption = make("caption", {}, phrase("form_plan_caption"));
  return make(
    "section",
    { id: "plan" },
    heading(2, phrase("plan_title")),
    make("table", { class: "plan" }, caption, make("thead", {}, head), make("tbody", {}, ...rows)),
    labelled(phrase("plan_review_date"), dateField("review", state.activity, "review")),
  );
}

function creditBlocks() {
  const { about, sources } = ladder;
  const linked = sources.filter((source) => about.sources.includes(source.id) && source.url);
  const links = linked.map((source) =>
    make("a", { href: source.url }, `${source.title}, ${source.publisher}`),
  );
  return [
    heading(2, phrase("where_from")),
    about.credit && paragraph(say(about.credit)),
    links.length > 0 && make("ul", { class: "links" }, ...links.map((link) => make("li", {}, link))),
    facts([[phrase("ladder"), phrase("ladder_version", { id: about.id, version: about.version })]]),
  ];
}
