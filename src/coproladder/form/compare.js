// Answers side by side: who sees an activity where, and what to talk about first.

function compareView() {
  const own = { name: phrase("form_this_page"), records: allRecords().filter(isAnswered) };
  const sources = [own, ...state.files].filter((source) => source.records.length);
  const records = sources.flatMap((source) => source.records);
  const kept = [button(phrase("form_print"), () => print()), button(phrase("form_save_compared"), savePage)];
  return [
    title(phrase("form_compare")),
    make("div", { class: "screen" }, paragraph(phrase("form_compare_words")), filesField(addView)),
    sources.length > 0 && make("ul", { class: "open" }, ...sources.map(sourceLine)),
    otherVersions() && paragraph(otherVersions()),
    records.length === 1 && make("p", { class: "note", id: "waiting" }, phrase("form_compare_alone")),
    ...(records.length > 1 ? activitiesIn(records).flatMap(viewsBlocks) : []),
    paragraph([...(records.length > 1 ? kept : []), backButton()], "buttons screen"),
  ];
}

/** Take the records of a file as views; raises an error where the file was chosen before. */
function addView(source) {
  // A second download of a file has a number behind its name; two people's files may have one name.
  const bare = (name) => name.replace(/ ?\(\d+\)(?=\.\w+$)/, "");
  const isSame = ({ name, text }) => bare(name) === bare(source.name) && text === source.text;
  if (state.files.some(isSame)) throw new Error(phrase("form_refused_same"));
  state.files.push(source);
}

/** What is compared: the answers on this page, and those of each file, which can be taken out again. */
function sourceLine(source) {
  const remove = () => {
    state.files = state.files.filter((file) => file !== source);
    render("files");
  };
  const out = buttonFor(phrase("form_remove"), source.name, remove);
  out.classList.add("screen");
  const said = counted("form_file", source.records.length, { name: source.name });
  return make("li", {}, said, " ", state.files.includes(source) && out);
}

/** The records of each activity, those with several views first. */
function activitiesIn(records) {
  const groups = new Map();
  for (const record of records) {
    const key = fold(record.activity ?? "");
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups.values()].sort((one, other) => other.length - one.length);
}

/** Who gave a record, and that it is a promise where it is one. */
function whoOf({ answered_by, basis }) {
  const who = shorten(answered_by || phrase("form_no_name"));
  return basis === "promised" ? phrase("form_promised", { who }) : who;
}

/** Who gave some records, each once, with how often: Staff, A carer (2). */
function whoIn(records) {
  const all = records.map(whoOf);
  const count = (who) => all.filter((each) => each === who).length;
  const said = (who) => who + (count(who) > 1 ? ` (${number(count(who))})` : "");
  return [...new Set(all)].sort().map(said).join(", ");
}

function viewsBlocks(records, at) {
  const name = nameOfActivity(records[0]);
  if (records.length < 2)
    return [heading(2, name), paragraph(phrase("form_one_view", { who: whoIn(records) }))];
  const apart = differences(ladder, records);
  const isAgreed = (question) => !apart.includes(question) && records.some((record) => record[question.id]);
  const part = (id, questions) =>
    questions.length ? [heading(3, phrase(id)), ...questions.map((each) => answersOn(each, records))] : [];
  return [
    heading(2, name),
    ...placesBlocks(records),
    ...part("form_talk_first", apart.slice(0, 1)),
    ...part("form_talk_then", apart.slice(1)),
    ...part(apart.length ? "form_agree" : "form_all_agree", ladder.questions.filter(isAgreed)),
    labelled(phrase("form_agreed"), boxField(`agreed-${at}`, state.agreed, fold(name))),
  ];
}

/** The ladder with who sees the activity where, each view for itself. */
function placesBlocks(records) {
  const places = new Map();
  for (const record of records) {
    const { rung, highest, certain } = assess(ladder, record);
    const place = rung ? rung.id : phrase(highest ? "form_little_known" : "off_the_ladder");
    const views = places.get(place) ?? { sure: [], unsure: [] };
    places.set(place, views);
    (certain || !rung ? views.sure : views.unsure).push(record);
  }
  const marks = named();
  const below = [];
  for (const [place, { sure, unsure }] of places) {
    const atLeast = unsure.length > 0 && phrase("form_at_least", { who: whoIn(unsure) });
    const said = [sure.length > 0 && whoIn(sure), atLeast].filter(Boolean).join("; ");
    if (ladder.rungs.some(({ id }) => id === place)) marks[place] = said;
    else below.push([place, said]);
  }
  return [drawing(marks), below.length > 0 && facts(below)];
}

/** The reasons that those who gave one answer gave for it, each with who where there are several. */
function reasonsFor(question, records) {
  const textOf = (record) => record[reasonField(question)];
  const withWho = (record) => phrase("label_then", { label: whoOf(record), text: textOf(record) });
  const lines = records.filter(textOf).map(records.length > 1 ? withWho : textOf);
  return lines.length ? [list(lines)] : [];
}

/** A question, and the answers given to it with who gave them, least power first. */
function answersOn(question, records) {
  const who = (id) => records.filter((record) => record[question.id] === id);
  const given = question.answers.map((answer) => [answer, who(answer.id)]);
  const unknown = records.filter((record) => rankOf(question, record[question.id]) < 0);
  const lines = [...given, [undefined, unknown]].filter(([, those]) => those.length);
  const said = ([answer, those]) => [whoIn(those), [answerInWords(answer), ...reasonsFor(question, those)]];
  return make("div", { class: "views" }, heading(4, say(question.words)), facts(lines.map(said)));
}
