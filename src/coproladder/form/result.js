// The result: where the activity is, why, what would change it, and a plan to fill in.

function resultView() {
  const { record, aim } = state.activity;
  const found = assess(ladder, record, aim);
  const fields = DATA.fields.filter((field) => !["activity", "called"].includes(field));
  return [
    cardBlock(found),
    facts(fields.map((field) => [phrase(`label_${field}`), fieldInWords(field, record[field])])),
    rangeInWords(found),
    drawing(marksOf(found)),
    ...whyBlocks(found),
    ...nextBlocks(found),
    ...adviceBlocks(found),
    keepSection(),
    creditBlock(),
    state.easy && termsBlock(),
  ];
}

/** What one can show: where the activity is, one sentence why, one next step, and the way to save it. */
function cardBlock(found) {
  const { rung, certain, next, notes } = found;
  const headlines = notes.filter((note) => note.headline);
  const meaning = certain && rung && !state.easy && !headlines.length && say(rung.meaning);
  return make(
    "div",
    { class: "box card" },
    smallLadder(marksOf(found)),
    placeTitle(found),
    ...headlines.map((note) => paragraph(`${say(note.headline)}.`, "headline")),
    meaning && paragraph(meaning, "meaning"),
    facts([
      [phrase("label_activity"), state.activity.record.activity],
      [phrase("label_called"), claimInWords(found)],
      [phrase("why"), decisiveAnswer(found)],
      [phrase("what_would_change_it"), nextInWords({ next: next && { ...next, needs: next.needs.slice(0, 1) } })],
    ]),
    paragraph(cardWays(), "buttons screen"),
  );
}

/** Where the activity is, the name of its rung larger than the words around it. */
function placeTitle(found) {
  const text = placeInWords(found);
  const name = found.certain && found.rung?.name;
  const [before, ...after] = name ? text.split(name) : [];
  if (!after.length) return title(text);
  const rest = after.join(name);
  return title(make("small", {}, before), make("span", {}, name), rest && make("small", {}, rest));
}

/** The answer that tells the rung from the one below it, as a result. */
function decisiveAnswer({ rung, because }) {
  const below = ladder.rungs.find(({ number }) => number === numberOf(rung) - 1);
  const need = because.find(({ question, needed }) => needed.id !== below?.needs[question.id]) ?? because[0];
  return need && resultAlone(need.question, need.answer ?? need.needed);
}

const nameOf = (entries, id) => entries.find((entry) => entry.id === id)?.name;

/** The value of a field as people say it: a level or a stage by its name, a basis by its phrase. */
function fieldInWords(field, value) {
  if (field === "date") return value && dateInWords(value);
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
  const short = ({ number, name }) => phrase("rung_numbered", { rung: number, name });
  const choices = goalsAbove(ladder, rung).map((goal) => [goal.id, short(goal)]);
  const choose = (id) => {
    state.activity.aim = id;
    render();
  };
  const aim = selectField("aim", phrase("form_aim"), choices, next.rung.id, choose);
  aim.classList.add("screen");
  const needs = next.needs.map(({ question, answer, needed }) => {
    const way = needed.step
      ? [phrase("to_get_there"), say(needed.step)]
      : [phrase("needed_at_least"), answerInWords(needed)];
    const known = facts([[phrase("now"), answerInWords(answer)], way]);
    return make("div", { class: "need" }, heading(3, say(question.words)), known, planFold(question));
  });
  const kind = state.activity.aim === next.rung.id ? "what_aim_needs" : "what_next_needs";
  return [
    heading(2, phrase(kind, { place: numbered(next.rung) })),
    choices.length > 1 && aim,
    ...needs,
    make("div", { class: "plan" }, labelled(phrase("plan_review_date"), dateField("review", state.activity, "review"))),
  ];
}

/** What to do about a need, who does it, and by when. */
function planFold({ id, words }) {
  const { plan } = state.activity;
  plan[id] = plan[id] ?? named();
  const fields = [
    ["what", boxField, phrase("form_plan_what")],
    ["who", lineField, phrase("plan_who")],
    ["when", dateField, phrase("plan_by_when")],
  ].map(([column, makeField, label]) => {
    const field = makeField(`plan-${column}-${id}`, plan[id], column);
    field.setAttribute("aria-label", `${label}: ${say(words)}`);
    return labelled(label, field);
  });
  const isBegun = Object.values(plan[id]).some(Boolean);
  return folded(`plan-${id}`, phrase("form_plan"), fields, "fold plan", isBegun);
}

/** A part with its heading to open, and nothing where it holds nothing. */
const foldedPart = (id, text, content) => content && folded(id, heading(2, text), [content]);

function adviceBlocks({ rung, certain, notes, next }) {
  const right = certain && rung?.when_it_is_right;
  const tips = tipsFor(ladder, next, DATA.most_tips).map((tip) => `${tip.title}. ${say(tip.words)}`);
  return [
    right && foldedPart("right", phrase("when_right", { name: rung.name }), paragraph(say(right))),
    foldedPart("notes", phrase("worth_knowing"), notes.length > 0 && list(notes.map((note) => say(note.words)))),
    foldedPart("tips", phrase("tips_for_this"), tips.length > 0 && list(tips)),
  ];
}

function creditBlock() {
  const { about, sources } = ladder;
  const linked = sources.filter((source) => about.sources.includes(source.id) && source.url);
  const links = linked.map((source) =>
    make("a", { href: source.url }, `${source.title}, ${source.publisher}`),
  );
  const content = [
    about.credit && paragraph(say(about.credit)),
    links.length > 0 && make("ul", { class: "links" }, ...links.map((link) => make("li", {}, link))),
    facts([[phrase("ladder"), phrase("ladder_version", { id: about.id, version: about.version })]]),
  ];
  return folded("credit", heading(2, phrase("where_from")), content.filter(Boolean));
}
