//! Texts that are mended and texts that look like them, and what holds for every text.

use proptest::prelude::*;

use super::*;
use crate::check::{Background, RecordFacts, hit};
use crate::record::FieldName;

/// A text after the rule that `finds` looked at it as a field, until nothing is left to mend.
fn mended(finds: SpacingTarget, field: FieldName, text: &str) -> String {
    let background = Background::default();
    let mut text = text.to_owned();
    for _ in 0..8 {
        let record = match field {
            FieldName::Title => RecordFacts::new(Some(&text), None, &[], &background),
            FieldName::Abstract => RecordFacts::of_abstract(&text, &background),
        };
        let facts = TextFacts::new(text.as_str());
        let hits = Spacing { finds }.hits(&facts, record.seen_from(field));
        let new = hit::repaired(&text, hits);
        if new == text {
            break;
        }
        text = new;
    }
    text
}

fn table(finds: SpacingTarget, mended_so: &[(&str, &str)], right: &[&str]) {
    for (bad, good) in mended_so {
        assert_eq!(mended(finds, FieldName::Abstract, bad), *good);
    }
    for text in right.iter().copied().chain(mended_so.iter().map(|(_, good)| *good)) {
        assert_eq!(mended(finds, FieldName::Abstract, text), text);
    }
}

#[test]
fn spaces_behind_stops() {
    table(
        SpacingTarget::Missing,
        &[
            ("They graze on grass.An old ram leads.", "They graze on grass. An old ram leads."),
            (
                "why do goats climb?They like it!Nobody knows.",
                "why do goats climb? They like it! Nobody knows.",
            ),
            ("birds,e.g.,geese", "birds, e.g., geese"),
            ("a fence,which is old;finally it fell", "a fence, which is old; finally it fell"),
            (
                "Half of them (50%),while few, were lost by 5%.We count.",
                "Half of them (50%), while few, were lost by 5%. We count.",
            ),
            (
                "There are two kinds:1)Rams that lead.2)Ewes that follow.",
                "There are two kinds: 1) Rams that lead. 2) Ewes that follow.",
            ),
            ("They are as follows:(1) rams;(2) ewes.", "They are as follows: (1) rams; (2) ewes."),
            ("seen from afar:the herd", "seen from afar: the herd"),
        ],
        &[
            "at 12:30, a 3:1 ratio of a:b and 1,000.5 sheep",
            "e.g. the i.e. of U.S. law, v2.0 and 3.5.1",
            "numpy.array, see train.sh",
            "the key:value pairs of x,y and N,N-dimethylaniline",
            "what?s in a name!important rule",
            "Yahoo!Answers was a site",
            "R&amp;D and Q&amp;A",
            "f(x):=y; g(x,y)",
            "hosts such as who.int, Last.fm and bit.ly",
            "a (head,relation,tail) triple",
        ],
    );
}

#[test]
fn spaces_round_brackets() {
    table(
        SpacingTarget::Missing,
        &[
            ("flocks(e.g., of sheep,goats)that graze", "flocks (e.g., of sheep, goats) that graze"),
            (
                "Herding(HRD) and fence-mending(GFM) are old",
                "Herding (HRD) and fence-mending (GFM) are old",
            ),
            ("the Fold(QK-Fold)is wide", "the Fold (QK-Fold) is wide"),
            ("as shown in[27], and by others[3, 14].", "as shown in [27], and by others [3, 14]."),
            (
                "a flock(n=20)of Low-cost Adaptation(LoCA)",
                "a flock (n=20) of Low-cost Adaptation (LoCA)",
            ),
            ("plants (reeds)and birds (95%)of", "plants (reeds) and birds (95%) of"),
            ("the sheep)while they graze", "the sheep) while they graze"),
            ("a loss of 20%(95% CI 3 to 9)", "a loss of 20% (95% CI 3 to 9)"),
            ("Meadow Grass Detector(MGD)finds", "Meadow Grass Detector (MGD) finds"),
            ("RAM(Rural Animal Monitoring) counts", "RAM (Rural Animal Monitoring) counts"),
            (
                "the animals(both old and young ones)are fed",
                "the animals (both old and young ones) are fed",
            ),
        ],
        &[
            "f(x), g(x, y) and O(n log n), sin(theta) of SU(2)",
            "Fe(III), Cu(II), NAD(P)H, poly(ethylene)glycol, poly(lactic acid) and Si(100)",
            "node(s), other(s), most(ly), the (non)linear (re)construction, (in)to, wo(men)",
            "softmax(query times key), Attention(QKV), rank(A)",
            "p(y|x), E[X], x[12], array[10], cucurbit[7]uril, [11C]methionine",
            "main() and print(the sheep)",
            "(S)-enantiomer, (E)-isomer and (2R)methyl",
            "silver(SCN), copper(II)oxide, iron(III)",
            "a 4(5) and H(2)O",
            "kernel(the width), max(over all of them)",
        ],
    );
}

#[test]
fn predicates_are_no_prose() {
    table(
        SpacingTarget::Missing,
        &[
            ("the slope of(or near) the hill", "the slope of (or near) the hill"),
            ("they graze in(a small part of) it", "they graze in (a small part of) it"),
            ("a law of(HRD) herding", "a law of (HRD) herding"),
            ("our aims are(1) rams and (2) ewes", "our aims are (1) rams and (2) ewes"),
            ("with(both old and young) rams", "with (both old and young) rams"),
            ("from(e.g., hay) they have", "from (e.g., hay) they have"),
            ("is(see below) a ram", "is (see below) a ram"),
            ("by(the few old) rams", "by (the few old) rams"),
            ("at(the top of) a hill", "at (the top of) a hill"),
            ("were(in all years, in one herd) fed", "were (in all years, in one herd) fed"),
        ],
        &[
            "on(block, table) and at(robot, room)",
            "has(color), is(open) and can(fly)",
            "with(robot, tray), from(city) and by(train)",
            "over(bridge, river), under(lamp, shelf)",
            "in(ram,pen), of(wool), for(item)",
            "between(a, b, c) and into(vessel)",
            "have(egg), been(there), does(work)",
            "when(ready) and where(id)",
            "as(string), to(list), this(that)",
            "which(python), must(hold), than(other)",
        ],
    );
}

#[test]
fn titles_have_a_space_behind_their_colon() {
    let title = |text| mended(SpacingTarget::Missing, FieldName::Title, text);
    assert_eq!(title("FlockNet:A Study of Sheep"), "FlockNet: A Study of Sheep");
    assert_eq!(title("Herds:Counting Sheep at Night"), "Herds: Counting Sheep at Night");
    assert_eq!(
        title("MeadowGraph:Sparse Maps of the Hills"),
        "MeadowGraph: Sparse Maps of the Hills"
    );
    for right in [
        "Drug:Pharmacophore Maps of Proteins",
        "NaCl:Water Mixtures at High Pressure",
        "Re:Zero and a:b",
        "DNA:RNA Hybrids in Cells",
    ] {
        assert_eq!(title(right), right);
    }
}

#[test]
fn spaces_before_stops() {
    table(
        SpacingTarget::BeforeStop,
        &[
            ("It grew by 9% .", "It grew by 9%."),
            ("the rams (old) , and ewes ; all of them", "the rams (old), and ewes; all of them"),
            ("Do the sheep know ? We ask . They do !", "Do the sheep know? We ask. They do!"),
            ("FlockNet : a study of the sheep", "FlockNet: a study of the sheep"),
        ],
        &[
            "the map g : A → B and the set { k : k is odd }",
            "at 3 mA . cm(-2) or kg . Pa(-1) and a ratio of 3 : 1",
            "Les moutons : ils sont dans le pré ; pourquoi ? Parce que les chèvres ont faim !",
            "It goes on ... and on . . . for now",
            "at https://example.org/sheep .",
            "p(x ; y) and n ! of them",
        ],
    );
}

#[test]
fn spaces_inside_brackets() {
    table(
        SpacingTarget::InsideBrackets,
        &[
            ("a tool ( FLOCK ) for sheep", "a tool (FLOCK) for sheep"),
            (
                "in spring ( 2019 ), sheep (in the hills ) graze",
                "in spring (2019), sheep (in the hills) graze",
            ),
        ],
        &[
            "O ( log n ) and f( rain )",
            "the set ( x = 3 )",
            "rams ( ) and ewes (e.g., )",
            "( i ) a ram",
            "a pair ( x , y )",
        ],
    );
}

/// What is found lost in a text.
fn lost(text: &str) -> Vec<&str> {
    let facts = TextFacts::new(text);
    lost::of(&facts).places().map(|span| span.slice(text)).collect()
}

#[test]
fn gaps_where_a_word_is_lost() {
    for text in [
        "We present , a herd of sheep.",
        "In this work, we release : the largest flock.",
        "The cause was found in .",
        "It is an  breed of sheep.",
        "The  of the sheep is long.",
        "They went from  to  in spring.",
        "A breed called , which is old.",
        "We compare it with , a flock of goats.",
        "The value of the of each is kept.",
        "rams, such as , are old",
        "Sheep (e.g., ) graze.",
        "Positioning ( ) is used.",
        "It is known [?] that they graze.",
        "Sheep graze (CITATION).",
        "See Figure ?? for more.",
        "as shown in [??], they graze",
        "The bound of the flock is .",
        "Our  outperforms theirs.",
        "as shown in Table , they graze",
        "a breed called  that grazes",
    ] {
        assert!(!lost(text).is_empty(), "{text}");
    }
}

#[test]
fn gaps_that_are_no_lost_words() {
    for text in [
        "The sheep , however , are white.",
        "the world that we live in",
        "They graze  in the  hills.",
        "At present , they graze.",
        "Code is available at .",
        "the method that we propose is old",
        "sheep are called  rams",
        "an  hour of  rain",
        "main() and f()",
        "the world , they live in , the flock , they look at , is old .",
        "The Research Excellence Framework (REF) counts sheep.",
        "the parameter a of the flock",
        "S1 , . . . , SN",
        "see (see below) and (e.g., sheep)",
    ] {
        assert_eq!(lost(text), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn doubled_spaces_where_a_word_may_be_lost_stay() {
    table(
        SpacingTarget::Doubled,
        &[
            ("the rams  of the  hill graze", "the rams of the hill graze"),
            ("a  barge from  Bergen and  is old", "a barge from Bergen and is old"),
            ("of  in vitro and  in at  least two", "of in vitro and in at least two"),
            ("It was  cold.  Then it  rained", "It was cold. Then it rained"),
            ("shown by  (Hill, 1990) in  which", "shown by (Hill, 1990) in which"),
        ],
        &[
            "held at  °C for  h, of  MPa",
            "from  at dawn",
            "where  is the height",
            "now let  be a ram and  its flock",
            "rams  and  are shorn",
            "it is  in spring",
            "a ratio of  (95% CI 2–3)",
            "their mean was  years",
            "they were given  mg of it",
            "of  suggests that  they graze",
        ],
    );
}

#[test]
fn stops_where_a_word_may_be_lost_stay_unless_the_text_has_the_habit() {
    table(
        SpacingTarget::BeforeStop,
        &[
            ("Rams , we see that , in spring , graze.", "Rams, we see that, in spring, graze."),
            ("Milk : it is made of : water.", "Milk: it is made of: water."),
            ("It is old , once and for all .", "It is old, once and for all."),
        ],
        &[
            "It is at least , with equality for rams.",
            "We see that , in spring they graze.",
            "If , then it is old.",
            "Suppose that . Then it is old.",
            "The rams satisfy , and graze.",
            "It is made of : wool.",
            "We obtain , a flock.",
            "It holds for all , as shown.",
            "« Le pré : une vie » is a book",
            "called \"Où paître ? Un essai\" there",
        ],
    );
}

/// The rules that write or take away spaces.
const MENDING: [SpacingTarget; 4] = [
    SpacingTarget::Missing,
    SpacingTarget::BeforeStop,
    SpacingTarget::InsideBrackets,
    SpacingTarget::Doubled,
];

/// Texts of words, numbers, names and signs, with spaces between them or without.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "sheep", "The", "We", "hills", "and", "in", "of", "a", "an", "the", "(", ")", "[", "]",
        ".", ",", ";", ":", "!", "?", "12", "3", "5%", "e.g.", "ABC", "f", "x", "(s)", "(III)",
        "{", "}", "=", "羊", "é", "\"", "-", "introduce", "which", " ", "  ", "\n",
    ]);
    let space = prop::sample::select(vec!["", " ", " ", "  "]);
    prop::collection::vec((piece, space), 0..40)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, space)| [piece, space]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_but_spaces_changes(text in texts()) {
        for finds in MENDING {
            let new = mended(finds, FieldName::Abstract, &text);
            let signs = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(signs(&new), signs(&text));
        }
    }

    #[test]
    fn numbers_do_not_become_one(text in texts()) {
        let numbers = |text: &str| -> Vec<String> {
            let runs = text.split(|c: char| !c.is_ascii_digit());
            runs.filter(|run| !run.is_empty()).map(str::to_owned).collect()
        };
        for finds in MENDING {
            prop_assert_eq!(numbers(&mended(finds, FieldName::Abstract, &text)), numbers(&text));
        }
    }

    #[test]
    fn what_is_lost_is_still_found(text in texts()) {
        let before = lost(&text).len();
        for finds in MENDING {
            let new = mended(finds, FieldName::Abstract, &text);
            prop_assert!(lost(&new).len() >= before, "{:?}: {:?}", finds, new);
        }
    }
}
