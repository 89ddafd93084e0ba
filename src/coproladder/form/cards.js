// Practice: made-up activities to place, one at a time, with the reasons after each, as `practise` does it.

/** How an address asks for it: form.html#practise. */
const PRACTICE = "practise";

let practice = newPractice();

/** Cards in a chance order, the rung chosen for each so far, and how many were placed. */
function newPractice() {
  const cards = (DATA.practice?.cards ?? [])
    .map((card) => [Math.random(), card])
    .sort(([one], [other]) => one - other)
    .map(([, card]) => card);
  return { cards: cards.slice(0, DATA.practice?.in_a_go), chosen: [], placed: 0 };
}

function startPractice() {
  practice = newPractice();
  go("practise");
}

/** A card, the answer to it, or the score: each is a place, so that Back leads to the card before. */
function practiceView() {
  const { part = "card", at = 0 } = history.state;
  if (part === "score") return scoreView();
  return part === "answer" && at < practice.placed ? tryView(at) : cardView(Math.min(at, practice.placed));
}

const rungOf = (id) => ladder.rungs.find((rung) => rung.id === id);
const rungName = (rung) => `${rung.number} ${rung.name}`;
const scoreButton = (kind) => button(phrase("form_practise_end"), () => go("practise", { part: "score" }), kind);
const startButton = (kind) => button(phrase("form_to_start"), () => go("start"), kind);

/** A card, and the rungs to choose from, top rung first. */
function cardView(at) {
  const { cards, chosen } = practice;
  const rungs = [...ladder.rungs].reverse().map((rung) => [rung.id, rungName(rung), say(rung.summary)]);
  const choices = [...rungs, [null, phrase("form_practise_not_sure")]];
  const choose = (id) => {
    chosen[at] = id;
    settle("card");
  };
  const click = (event) => {
    event.preventDefault();
    placeCard(at);
  };
  const fault = state.missing.includes("card") && phrase("form_fault_no_answer");
  const see = make("button", { type: "submit", class: "main", click }, phrase("form_practise_see"));
  return [
    title(phrase("practise_card", { number: at + 1, count: cards.length })),
    paragraph(say(cards[at].words), "note"),
    make(
      "form",
      { novalidate: true, autocomplete: "off" },
      choiceField("card", phrase("form_practise_rung"), choices, chosen[at], choose, { fault }),
      paragraph([see, at ? scoreButton() : startButton()], "buttons"),
    ),
  ];
}

/** Show the rung of the card, unless nothing is chosen yet. */
function placeCard(at) {
  if (practice.chosen[at] === undefined) {
    state.missing = ["card"];
    render("card-0");
    return;
  }
  practice.placed = Math.max(practice.placed, at + 1);
  go("practise", { part: "answer", at });
}

/** The rung of a card that was placed, why it is there, and what that rung is often taken for. */
function tryView(at) {
  const [card, chosen] = [practice.cards[at], practice.chosen[at]];
  const right = chosen === card.rung;
  const mistake = named(DATA.practice.mistakes)[card.rung];
  const nextCard = button(phrase("form_practise_next"), () => go("practise", { part: "card", at: at + 1 }), "main");
  const buttons = at + 1 < practice.cards.length ? [nextCard, scoreButton()] : [scoreButton("main")];
  return [
    title(phrase(right ? "practise_right" : "practise_other", { place: numbered(rungOf(card.rung)) })),
    paragraph(say(card.words), "note"),
    facts([
      [phrase("practise_said"), !right && chosen && numbered(rungOf(chosen))],
      [phrase("why"), say(card.why)],
      [phrase("mistake"), mistake && say(mistake)],
    ]),
    paragraph(buttons, "buttons"),
  ];
}

/** The rungs to look at again, top rung first; there is no grade. */
function scoreView() {
  const { cards, chosen, placed } = practice;
  const missed = cards.slice(0, placed).filter(({ rung }, at) => rung !== chosen[at]).map(({ rung }) => rung);
  const rungs = [...ladder.rungs].reverse().filter(({ id }) => missed.includes(id));
  return [
    title(phrase("practise_title")),
    ...(rungs.length
      ? [heading(2, phrase("practise_again")), list(rungs.map(numbered))]
      : [paragraph(phrase("practise_end"))]),
    paragraph(startButton("main"), "buttons"),
  ];
}
