// Practice: made-up activities to place, one at a time, with the reasons after each, as `practise` does it.

let practice = newPractice();

/** Cards in a chance order, how those so far were placed, what is chosen now, and which view is shown. */
function newPractice() {
  const cards = (DATA.practice?.cards ?? [])
    .map((card) => [Math.random(), card])
    .sort(([one], [other]) => one - other)
    .map(([, card]) => card);
  return { cards: cards.slice(0, DATA.practice?.in_a_go), tries: [], chosen: undefined, view: cardView };
}

function startPractice() {
  practice = newPractice();
  go("practise");
}

/** Go on to a view of the practice, from its top. */
function showPractice(view) {
  practice.view = view;
  show("practise");
}

const rungOf = (id) => ladder.rungs.find((rung) => rung.id === id);
const rungName = (rung) => `${rung.number} ${rung.name}`;
const scoreButton = (kind) => button(phrase("form_practise_end"), () => showPractice(scoreView), kind);
const startButton = (kind) => button(phrase("form_to_start"), () => go("start"), kind);

/** A card, and the rungs to choose from, top rung first. */
function cardView() {
  const { cards, tries, chosen } = practice;
  const rungs = [...ladder.rungs].reverse().map((rung) => [rung.id, rungName(rung), say(rung.summary)]);
  const choices = [...rungs, [null, phrase("form_practise_not_sure")]];
  const choose = (id) => {
    practice.chosen = id;
  };
  const fault = state.missing.includes("card") && phrase("form_fault_no_answer");
  const see = make("button", { type: "submit", class: "main", click: placeCard }, phrase("form_practise_see"));
  return [
    title(phrase("practise_card", { number: tries.length + 1, count: cards.length })),
    paragraph(say(cards[tries.length].words), "note"),
    make(
      "form",
      { novalidate: true, autocomplete: "off" },
      choiceField("card", phrase("form_practise_rung"), choices, chosen, choose, { fault }),
      paragraph([see, tries.length ? scoreButton() : startButton()], "buttons"),
    ),
  ];
}

/** Show the rung of the card, unless nothing is chosen yet. */
function placeCard(event) {
  event.preventDefault();
  const { cards, tries, chosen } = practice;
  if (chosen === undefined) {
    state.missing = ["card"];
    render("card-0");
    return;
  }
  tries.push({ card: cards[tries.length], chosen });
  practice.chosen = undefined;
  showPractice(tryView);
}

/** The rung of the card just placed, why it is there, and what that rung is often taken for. */
function tryView() {
  const { cards, tries } = practice;
  const { card, chosen } = tries.at(-1);
  const right = chosen === card.rung;
  const mistake = named(DATA.practice.mistakes)[card.rung];
  const nextCard = button(phrase("form_practise_next"), () => showPractice(cardView), "main");
  const buttons = tries.length < cards.length ? [nextCard, scoreButton()] : [scoreButton("main")];
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
  const missed = practice.tries.filter(({ card, chosen }) => card.rung !== chosen).map(({ card }) => card.rung);
  const rungs = [...ladder.rungs].reverse().filter(({ id }) => missed.includes(id));
  return [
    title(phrase("practise_title")),
    ...(rungs.length
      ? [heading(2, phrase("practise_again")), list(rungs.map(numbered))]
      : [paragraph(phrase("practise_end"))]),
    paragraph(startButton("main"), "buttons"),
  ];
}
