"""Every fault of a ladder file: what is changed in one small ladder, and the lines of error that follow.

A line of error is written as `line:column what is wrong; the cure`.
"""

Changes = dict[str, str]
"""What stands in the ladder, once, and what to put instead; one change after the other."""

LADDER = """\
about:
  id: small
  version: 1
  name: A small ladder
  summary: {standard: Three rungs.}
  sources: [book]
questions:
  - id: voice
    words: {standard: "What do people do?"}
    sources: [book]
    answers:
      - id: none
        words: {standard: Nothing.}
      - id: ask
        words: {standard: They ask.}
      - id: lead
        words: {standard: They lead.}
  - id: power
    words: {standard: "Who decides?"}
    help: {standard: Look.}
    answers:
      - id: staff
        words: {standard: The staff.}
      - id: both
        words: {standard: All of us.}
rungs:
  - number: 1
    id: low
    name: The ground
    needs: {voice: ask}
    goal: false
    summary: {standard: People are asked.}
  - number: 2
    id: middle
    name: The stairs
    needs: {voice: lead}
    how_to_do_it_well: [{standard: Listen.}]
    summary: {standard: People lead.}
  - number: 3
    id: high
    name: The roof
    also: [the top]
    needs: {voice: lead, power: both}
    summary: {standard: People decide.}
    sources: [book, book]
notes:
  - id: remark
    words: {standard: Think.}
    when:
      - at_least: {power: staff}
      - {at_most: {power: both}, exactly: {power: both}}
      - {rungs: [low, high], called: higher}
    sources: [book]
  - {id: always, words: {standard: Think again.}, when: [{}]}
principles:
  - {id: share, name: Share, words: {standard: Share it.}, sources: [book]}
tips:
  - {id: wait, title: Wait, words: {standard: Count to ten.}, helps: [voice, power], sources: [book]}
levels:
  - {id: here, name: Close by, words: {standard: In the street.}, sources: [book]}
stages:
  - {id: plan, name: Before, words: {standard: Make a plan.}, sources: [book]}
sources:
  - {id: book, title: A book, publisher: A press, url: "https://example.org"}
"""
QUESTIONS = LADDER[LADDER.index("questions:\n") : LADDER.index("rungs:\n")]
RUNGS = LADDER[LADDER.index("rungs:\n") : LADDER.index("notes:\n")]
STAGES = LADDER[LADDER.index("stages:\n") : LADDER.index("sources:\n")]
SOURCES = LADDER[LADDER.index("sources:\n") :]

NO_ANCHORS = "anchors (&) and aliases (*) are not allowed; write the text out, or quote it"

FAULTS: dict[str, tuple[Changes, list[str]]] = {
    # What YAML allows and a ladder does not.
    "an anchor": ({"name: The roof": "name: &roof The roof"}, [f"41:11 {NO_ANCHORS}"]),
    # Its shape: keys, and the kinds of their values.
    "an empty file": ({LADDER: ""}, ["1:1 the file: this must be keys and their values, but it is empty"]),
    "only a comment": (
        {LADDER: "# Nothing yet."},
        ["1:1 the file: this must be keys and their values, but it is empty"],
    ),
    "only a list": (
        {LADDER: "- about\n- rungs"},
        ["1:1 the file: this must be keys and their values, but it is a list of 2"],
    ),
    "only a number": (
        {LADDER: "7"},
        ["1:1 the file: this must be keys and their values, but it is a number"],
    ),
    "only text": (
        {LADDER: "A ladder of mine"},
        ["1:1 the file: this must be keys and their values, but it is text"],
    ),
    "only keys of something else": (
        {LADDER: "password: secret\ntopic: {}\n"},
        [
            "1:1 the file: no key in it is known; use about, questions, rungs, notes, principles, tips, "
            "levels, stages or sources"
        ],
    ),
    "a key missing and one unknown at the top": (
        {"about:": "abuot:"},
        [
            '1:1 abuot: there is no such key; did you mean "about"?',
            '1:1 the file: the key "about" is missing; add it',
        ],
    ),
    "the id of an answer missing that a rung needs": (
        {"      - id: both\n        words": "      - words"},
        ['24:9 questions[1].answers[1]: the key "id" is missing; add it'],
    ),
    "keys missing and unknown in entries": (
        {
            "  version: 1\n": "",
            "        words: {standard: They ask.}\n": "",
            "help: {standard: Look.}": "help: {standard: Look., esay: Look.}",
            "    name: The stairs\n": "",
            "[{}]": "[{caled: lower}]",
        },
        [
            '1:1 about: the key "version" is missing; add it',
            '13:9 questions[0].answers[1]: the key "words" is missing; add it',
            '18:29 questions[1].help.esay: there is no such key; did you mean "easy"?',
            '31:5 rungs[1]: the key "name" is missing; add it',
            '51:59 notes[1].when[0].caled: there is no such key; did you mean "called"?',
        ],
    ),
    "the interface in place of the ladder": (
        {LADDER: "language: fr\nabout: {}\nphrases: {now: Maintenant}\n"},
        ["1:1 the file: this is an interface file; check the ladder that names it"],
    ),
    "the guide in place of the ladder": (
        {LADDER: "topics: []\nrungs: []\n"},
        ["1:1 the file: this is a guide file; check the ladder that names it"],
    ),
    "a language that no browser knows": (
        {"  version: 1\n": "  version: 1\n  language: zh_Hant\n"},
        [
            "4:3 about.language: this must be the tag of a language, such as en-GB or zh-Hant, "
            'but it is "zh_Hant"'
        ],
    ),
    "all faults in one pass": (
        {
            "words: {standard: They ask.}": "words: They ask.",
            "id: middle": "id: \u00e9tage",
            "{voice: lead, power: both}": "{voice: leed, power: both}",
            "name: The roof": "name: The stairs",
            "rungs: [low, high], called": "rungs: [low, hihg], called",
        },
        [
            "15:9 questions[0].answers[1].words: this must be an entry with the keys standard, easy, "
            'but it is "They ask."',
            "34:5 rungs[1].id: this must be an id: lower-case letters, digits, - and _, with a letter first, "
            'but it is "\u00e9tage"',
            '39:5 rungs[2]: "The stairs" also names rung "\u00e9tage"; keep one',
            '43:13 rungs[2].needs.voice: "leed" is not an answer to it; did you mean "lead"?',
            '52:23 notes[0].when[2].rungs[1]: there is no rung "hihg"; did you mean "high"?',
        ],
    ),
    "all faults of an entry": (
        {
            "  version: 1\n": "",
            "name: A small ladder": "name: 7",
            "number: 1": "number: one",
            "id: low": "ident: low",
        },
        [
            '1:1 about: the key "version" is missing; add it',
            "3:3 about.name: this must be text, but it is the number 7; put quotes round it",
            '26:5 rungs[0]: the key "id" is missing; add it',
            '26:5 rungs[0].number: this must be a whole number from 1 up, but it is "one"',
            "27:5 rungs[0].ident: there is no such key; use number, id, name, summary, meaning, needs, also, "
            "goal, what_it_is, what_it_is_not, how_to_do_it_well, when_it_is_right or sources",
        ],
    ),
    "text is wanted": (
        {
            "name: A small ladder": "name: 7",
            '"What do people do?"': "[They, ask]",
            '"Who decides?"': "Who, easy: 7",
            "{voice: ask}": "{voice: 2}",
            "name: The stairs": 'name: " "',
            "[the top]": "[the top, 1]",
            "name: Share": "name: ",
            "[voice, power]": "[voice, {id: power}]",
            "name: Before": "name: true",
        },
        [
            "4:3 about.name: this must be text, but it is the number 7; put quotes round it",
            "9:13 questions[0].words.standard: this must be text, but it is a list of 2",
            "19:28 questions[1].words.easy: this must be text, but it is the number 7; put quotes round it",
            "30:13 rungs[0].needs.voice: this must be text, but it is the number 2; put quotes round it",
            "35:5 rungs[1].name: this must be text, but it is blank",
            "42:21 rungs[2].also[1]: this must be text, but it is the number 1; put quotes round it",
            "56:17 principles[0].name: this must be text, but it is empty",
            "58:78 tips[0].helps[1]: this must be text, but it is a set of keys",
            "62:16 stages[0].name: this must be text, but it is true or false; put quotes round it",
        ],
    ),
    "an entry is wanted": (
        {
            "{standard: Three rungs.}": "Three rungs.",
            "{standard: Look.}": "Look.",
            "[{standard: Listen.}]": "[Listen.]",
            "  - {id: here, name: Close by, words: {standard: In the street.}, sources: [book]}": "  - here",
        },
        [
            '5:3 about.summary: this must be an entry with the keys standard, easy, but it is "Three rungs."',
            '20:5 questions[1].help: this must be an entry with the keys standard, easy, but it is "Look."',
            "37:25 rungs[1].how_to_do_it_well[0]: this must be an entry with the keys standard, easy, "
            'but it is "Listen."',
            '60:5 levels[0]: this must be an entry with the keys id, name, words, sources, but it is "here"',
        ],
    ),
    "a list is wanted": (
        {
            "[{standard: Listen.}]": "{standard: Listen.}",
            "[the top]": "the top",
            "[voice, power]": "7",
            STAGES: "stages: plan\n",
        },
        [
            "37:5 rungs[1].how_to_do_it_well: this must be a list, but it is a set of keys",
            '42:5 rungs[2].also: this must be a list, but it is "the top"',
            "58:63 tips[0].helps: this must be a list, but it is the number 7",
            '61:1 stages: this must be a list, but it is "plan"',
        ],
    ),
    "a list of some length is wanted": (
        {
            "      - id: both\n        words: {standard: All of us.}\n": "",
            RUNGS: "rungs:\n",
            "[{}]": "[]",
        },
        [
            "21:5 questions[1].answers: this must be a list of two or more answers, but it is a list of 1",
            "24:1 rungs: this must be a list of one or more rungs, but it is empty",
            "33:51 notes[1].when: this must be a list of one or more conditions, but it is a list of 0",
        ],
    ),
    "no question and no rung": (
        {QUESTIONS: "questions: []\n", RUNGS: "rungs: []\n"},
        [
            "7:1 questions: this must be a list of one or more questions, but it is a list of 0",
            "8:1 rungs: this must be a list of one or more rungs, but it is a list of 0",
        ],
    ),
    "keys are wanted": (
        {"{voice: ask}": "[voice]", "{voice: lead}": ""},
        [
            "30:5 rungs[0].needs: this must be keys and their values, but it is a list of 1",
            "36:5 rungs[1].needs: this must be keys and their values, but it is empty",
        ],
    ),
    "true or false is wanted": (
        {"goal: false": "goal: no", "id: middle": "id: middle\n    goal:"},
        [
            '31:5 rungs[0].goal: this must be true or false, but it is "no"',
            "35:5 rungs[1].goal: this must be true or false, but it is empty",
        ],
    ),
    "a number is wanted": (
        {"number: 1": "number: 0", "number: 2": 'number: "2"', "number: 3": f"number: {'three ' * 20}"},
        [
            "27:5 rungs[0].number: this must be a whole number from 1 up, but it is the number 0",
            '33:5 rungs[1].number: this must be a whole number from 1 up, but it is "2"',
            '39:5 rungs[2].number: this must be a whole number from 1 up, but it is "three three three '
            'three three three three three three three…"',
        ],
    ),
    "an id, a link or one of two words is wanted": (
        {
            "id: low": "id: Low Rung",
            "called: higher": "called: above",
            "[{}]": "[{called: 7}]",
            '"https://example.org"': "www.example.org",
        },
        [
            "28:5 rungs[0].id: this must be an id: lower-case letters, digits, - and _, with a letter "
            'first, but it is "Low Rung"',
            '52:30 notes[0].when[2].called: this must be higher or lower, but it is "above"',
            "54:59 notes[1].when[0].called: this must be higher or lower, but it is the number 7",
            '64:51 sources[0].url: this must be a web address from https:// on, but it is "www.example.org"',
        ],
    ),
    # Its meaning: what is said twice, what points nowhere, and needs that make no ladder.
    "ids that stand in a list twice": (
        {
            "notes:\n": "notes:\n  - {id: always, words: {standard: N.}, when: [{}]}\n",
            "principles:\n": "principles:\n  - {id: share, name: S, words: {standard: S.}}\n",
            "tips:\n": "tips:\n  - {id: wait, title: W, words: {standard: W.}}\n",
            "levels:\n": "levels:\n  - {id: here, name: H, words: {standard: H.}}\n",
            "stages:\n": "stages:\n"
            "  - {id: act, name: A, words: {standard: A.}}\n  - {id: plan, name: P, words: {standard: P.}}\n",
            "sources:\n": "sources:\n" + "  - {id: book, title: B, publisher: P}\n" * 2,
        },
        [
            "55:6 notes[2].id: this id is taken by entry 1 of the list; choose another",
            "58:6 principles[1].id: this id is taken by entry 1 of the list; choose another",
            "61:6 tips[1].id: this id is taken by entry 1 of the list; choose another",
            "64:6 levels[1].id: this id is taken by entry 1 of the list; choose another",
            "68:6 stages[2].id: this id is taken by entry 2 of the list; choose another",
            "71:6 sources[1].id: this id is taken by entry 1 of the list; choose another",
            "72:6 sources[2].id: this id is taken by entry 1 of the list; choose another",
        ],
    ),
    "a question's id given twice, so that another is not there": (
        {"- id: power": "- id: voice"},
        [
            "18:5 questions[1].id: this id is taken by entry 1 of the list; choose another",
            '30:13 rungs[0].needs.voice: "ask" is not an answer to it; use staff or both',
            '36:13 rungs[1].needs.voice: "lead" is not an answer to it; use staff or both',
            '43:13 rungs[2].needs.voice: "lead" is not an answer to it; use staff or both',
            '43:26 rungs[2].needs.power: there is no question "power"; use voice',
            '50:20 notes[0].when[0].at_least.power: there is no question "power"; use voice',
            '51:20 notes[0].when[1].at_most.power: there is no question "power"; use voice',
            '51:44 notes[0].when[1].exactly.power: there is no question "power"; use voice',
            '58:78 tips[0].helps[1]: there is no question "power"; use voice',
        ],
    ),
    "an answer's id given twice": (
        {"id: ask": "id: none"},
        [
            "14:9 questions[0].answers[1].id: this id is taken by entry 1 of the list; choose another",
            '30:13 rungs[0].needs.voice: "ask" is not an answer to it; use none or lead',
        ],
    ),
    "a rung's id given twice": (
        {"id: middle": "id: low"},
        [
            '33:5 rungs[1]: "low" also names rung "low"; keep one',
            "34:5 rungs[1].id: this id is taken by entry 1 of the list; choose another",
        ],
    ),
    "questions that read as a field or a result": (
        {'"What do people do?"': "Stage.", '"Who decides?"': "Who, easy: rung"},
        [
            '8:5 questions[0]: this reads the same as the field "stage"; change the words or the id',
            '18:5 questions[1]: this reads the same as the field "rung"; change the words or the id',
        ],
    ),
    "a question that reads as the id of another": (
        {'"Who decides?"': "Voice."},
        ['18:5 questions[1]: this reads the same as question "voice"; change the words or the id'],
    ),
    "a question that reads as another": (
        {"Who decides?": "what do PEOPLE do?"},
        ['18:5 questions[1]: this reads the same as question "voice"; change the words or the id'],
    ),
    "answers that read as not sure": (
        {
            "Nothing.": '"I don’t know, or it does not apply."',
            "The staff.": "The staff., easy: I am not sure",
        },
        [
            "12:9 questions[0].answers[0]: this reads the same as not sure; change the words or the id",
            "22:9 questions[1].answers[0]: this reads the same as not sure; change the words or the id",
        ],
    ),
    "answers that read as another": (
        {"They lead.": 'They lead., easy: "They  ASK"', "All of us.": "Staff."},
        [
            '16:9 questions[0].answers[2]: this reads the same as answer "ask"; change the words or the id',
            '24:9 questions[1].answers[1]: this reads the same as answer "staff"; change the words or the id',
        ],
    ),
    "answers that differ in marks alone": (
        {"They ask.": '"They ask, or lead"', "They lead.": '"They ask: or (lead)"'},
        ['16:9 questions[0].answers[2]: this reads the same as answer "ask"; change the words or the id'],
    ),
    "an answer that reads as another with its hint": (
        {
            "words: {standard: Nothing.}": "words: {standard: Nothing}\n        hint: {standard: Not there}",
            "They lead.": "Nothing - not there",
        },
        ['17:9 questions[0].answers[2]: this reads the same as answer "none"; change the words or the id'],
    ),
    "an answer that reads as not sure with its hint": (
        {
            "help: {standard: Look.}": "not_sure: {standard: Look}",
            "All of us.": '"I don\'t know, or it does not apply: look"',
        },
        ["24:9 questions[1].answers[1]: this reads the same as not sure; change the words or the id"],
    ),
    "answers that read as the first": (
        {"They ask.": "NOTHING", "They lead.": "nothing"},
        [
            '14:9 questions[0].answers[1]: this reads the same as answer "none"; change the words or the id',
            '16:9 questions[0].answers[2]: this reads the same as answer "none"; change the words or the id',
        ],
    ),
    "an answer that reads as two others": (
        {"They lead.": "They ask., easy: Nothing."},
        ['16:9 questions[0].answers[2]: this reads the same as answer "ask"; change the words or the id'],
    ),
    "names that another rung has": (
        {"[the top]": '[the-STAIRS, low, "1"]'},
        [
            '39:5 rungs[2]: "1" also names rung "low"; keep one',
            '39:5 rungs[2]: "low" also names rung "low"; keep one',
            '39:5 rungs[2]: "the-STAIRS" also names rung "middle"; keep one',
        ],
    ),
    "levels and stages that read the same": (
        {
            "levels:\n": "levels:\n  - {id: far, name: Here., words: {standard: F.}}\n",
            "stages:\n": "stages:\n  - {id: first, name: before, words: {standard: F.}}\n",
        },
        [
            '61:5 levels[1]: this reads the same as "far"; change the words or the id',
            '64:5 stages[1]: this reads the same as "first"; change the words or the id',
        ],
    ),
    "an answer that is not there": (
        {"- id: both": "- id: all"},
        [
            '43:26 rungs[2].needs.power: "both" is not an answer to it; use staff or all',
            '51:20 notes[0].when[1].at_most.power: "both" is not an answer to it; use staff or all',
            '51:44 notes[0].when[1].exactly.power: "both" is not an answer to it; use staff or all',
        ],
    ),
    "needs in which nothing is right": (
        {"{voice: ask}": "{voise: ask, power: bth, powr: both, voice: asks}"},
        [
            '30:13 rungs[0].needs.voise: there is no question "voise"; did you mean "voice"?',
            '30:25 rungs[0].needs.power: "bth" is not an answer to it; did you mean "both"?',
            '30:37 rungs[0].needs.powr: there is no question "powr"; did you mean "power"?',
            '30:49 rungs[0].needs.voice: "asks" is not an answer to it; did you mean "ask"?',
        ],
    ),
    "a source and a rung that are not there": (
        {"[book, book]": "[book, bok]", "[low, high]": "[low, hihg]"},
        [
            '45:21 rungs[2].sources[1]: there is no source "bok"; did you mean "book"?',
            '52:23 notes[0].when[2].rungs[1]: there is no rung "hihg"; did you mean "high"?',
        ],
    ),
    "no sources at all": (
        {SOURCES: ""},
        [
            '6:13 about.sources[0]: there is no source "book"; there are none',
            '10:15 questions[0].sources[0]: there is no source "book"; there are none',
            '45:15 rungs[2].sources[0]: there is no source "book"; there are none',
            '45:21 rungs[2].sources[1]: there is no source "book"; there are none',
            '53:15 notes[0].sources[0]: there is no source "book"; there are none',
            '56:70 principles[0].sources[0]: there is no source "book"; there are none',
            '58:96 tips[0].sources[0]: there is no source "book"; there are none',
            '60:77 levels[0].sources[0]: there is no source "book"; there are none',
            '62:73 stages[0].sources[0]: there is no source "book"; there are none',
        ],
    ),
    "a number given twice": (
        {"number: 3": "number: 2"},
        ["39:5 rungs[2].number: two rungs have the number 2; count 1, 2, 3 and so on"],
    ),
    "numbers left out": (
        {"number: 3": "number: 5", "number: 2": "number: 3"},
        [
            "33:5 rungs[1].number: there is no rung 2; count 1, 2, 3 and so on",
            "39:5 rungs[2].number: there is no rung 2; count 1, 2, 3 and so on",
        ],
    ),
    "no number one": (
        {"number: 1": "number: 4"},
        ["33:5 rungs[1].number: there is no rung 1; count 1, 2, 3 and so on"],
    ),
    "needs that are the same": (
        {"{voice: lead}": "{voice: ask, power: staff}"},
        ['36:5 rungs[1].needs: it needs the same as rung "low", so no answers reach that; need more'],
    ),
    "numbers that run against the needs": (
        {"number: 1": "number: 9", "number: 2": "number: 1", "number: 9": "number: 2"},
        [
            '30:5 rungs[0].needs: it needs less of "voice" than rung "middle" below; need "lead" or more',
            '36:5 rungs[1].needs: no answers reach it: all that meet its needs meet those of rung "low" too',
        ],
    ),
    "a need that the lower rung has and the higher has not": (
        {"{voice: lead}": "{power: both}"},
        ['36:5 rungs[1].needs: it needs less of "voice" than rung "low" below; need "ask" or more'],
    ),
    "needs that grow in one and shrink in another": (
        {"{voice: lead, power: both}": "{voice: ask, power: both}"},
        ['43:5 rungs[2].needs: it needs less of "voice" than rung "middle" below; need "lead" or more'],
    ),
    "needs that shrink and shrink": (
        {
            "{voice: ask}": "{power: both, voice: lead}",
            "{voice: lead}": "{voice: ask}",
            "{voice: lead, power: both}": "{}",
        },
        [
            "30:5 rungs[0].needs: no answers reach it: all that meet its needs meet those of rung "
            '"middle" too',
            '36:5 rungs[1].needs: it needs less of "power" than rung "low" below; need "both" or more',
            '36:5 rungs[1].needs: it needs less of "voice" than rung "low" below; need "lead" or more',
            '36:5 rungs[1].needs: no answers reach it: all that meet its needs meet those of rung "high" too',
            '43:5 rungs[2].needs: it needs less of "voice" than rung "middle" below; need "ask" or more',
        ],
    ),
    "needs that stay and then shrink": (
        {
            "{voice: ask}": "{power: both, voice: lead}",
            "{voice: lead}": "{power: both, voice: lead}",
            "{voice: lead, power: both}": "{voice: lead}",
        },
        [
            '30:5 rungs[0].needs: no answers reach it: all that meet its needs meet those of rung "high" too',
            '36:5 rungs[1].needs: it needs the same as rung "low", so no answers reach that; need more',
            '36:5 rungs[1].needs: no answers reach it: all that meet its needs meet those of rung "high" too',
            '43:5 rungs[2].needs: it needs less of "power" than rung "middle" below; need "both" or more',
        ],
    ),
    "faults of several kinds": (
        {
            "id: ask": "id: none",
            "number: 3": "number: 2",
            "name: The roof": "name: the-stairs",
            "{voice: lead, power: both}": "{voice: leed, powr: both}",
        },
        [
            "14:9 questions[0].answers[1].id: this id is taken by entry 1 of the list; choose another",
            '30:13 rungs[0].needs.voice: "ask" is not an answer to it; use none or lead',
            '39:5 rungs[2]: "the-stairs" also names rung "middle"; keep one',
            "39:5 rungs[2].number: two rungs have the number 2; count 1, 2, 3 and so on",
            '43:13 rungs[2].needs.voice: "leed" is not an answer to it; did you mean "lead"?',
            '43:26 rungs[2].needs.powr: there is no question "powr"; did you mean "power"?',
        ],
    ),
    "an earlier wording that reads the same as another answer, or as not sure": (
        {
            "words: {standard: They ask.}": "words: {standard: They ask.}\n        also: [they LEAD]",
            "words: {standard: All of us.}": "words: {standard: All of us.}\n        also: [I am not sure]",
        },
        [
            '17:9 questions[0].answers[2]: this reads the same as answer "ask"; change the words or the id',
            "25:9 questions[1].answers[1]: this reads the same as not sure; change the words or the id",
        ],
    ),
    "a note on a basis that there is not": (
        {"{rungs: [low, high], called: higher}": "{basis: planned}"},
        ['52:10 notes[0].when[2].basis: this must be promised or happened, but it is "planned"'],
    ),
    "a note on a stage that is not there": (
        {"{rungs: [low, high], called: higher}": "{stage: [plan, paln]}"},
        ['52:24 notes[0].when[2].stage[1]: there is no stage "paln"; did you mean "plan"?'],
    ),
}
