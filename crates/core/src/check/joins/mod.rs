//! `joins`: words that a scraper broke in two or glued together.
//!
//! What a word is, and whether two make a compound, is told by the counts of the
//! [lexicon](crate::lexicon). A break (`prac-tical`, `prac- tical`) is mended
//! where the whole is a word and its parts are no deliberate compound
//! (`hyphen`), in English (`reader`), and the hyphen stands for nothing else (`kept`). A glued pair (`ofdata`, `planarpatches`) is parted where the whole is
//! no word that was meant (`meant`) and both parts are (`split`). How sure it is
//! decides what else must tell (`split::Evidence`): nothing where a function word
//! stands beside a word that it often meets; else other lost spaces of the text, or of
//! its source. What the record itself writes elsewhere (`written`) tells of the
//! rest (`spaced`, `twins`).

mod broken;
mod chain;
mod glued;
mod grammar;
mod hyphen;
mod kept;
mod line_end;
mod meant;
mod neighbours;
mod reader;
mod spaced;
mod split;
mod twins;
mod written;

pub(super) use kept::SUSPENDING;

use crate::lexicon::Lexicon;
use schemars::JsonSchema;
use serde::Deserialize;

use super::looks::TextCheck;
use super::{Context, Hit};
use crate::text::{ByteClasses, TextFacts};

/// The settings of a `joins` check.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Joins {
    finds: JoinsTarget,
}

/// What a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum JoinsTarget {
    /// `prac-tical`, `prac- tical`.
    Broken,
    /// `modula(cid:173) tion`.
    SoftHyphen,
    /// `ofdata`, `usingLSH`, `naturallanguage`.
    Glued,
    /// Two nouns that may also be a compound that the author coined: `taskfluency`.
    MaybeGlued,
}

/// What a soft hyphen begins with in UTF-8; glyph 173 is the same.
const SOFT_HYPHEN: &[u8] = &[0xC2];

impl TextCheck for Joins {
    /// A hit for each, with the edit that mends it.
    fn hits(&self, facts: &TextFacts<'_>, context: Context<'_>) -> Vec<Hit> {
        let text = facts.text();
        match self.finds {
            JoinsTarget::Broken => broken::broken(facts, context),
            JoinsTarget::SoftHyphen
                if !facts.holds(ByteClasses::of(SOFT_HYPHEN).or(ByteClasses::GLYPH_NUMBER)) =>
            {
                Vec::new()
            }
            JoinsTarget::SoftHyphen => broken::soft_hyphens(text, context.lexicon()),
            // A rule reports what it mends itself, and the other what it leaves.
            JoinsTarget::Glued | JoinsTarget::MaybeGlued => {
                let partings = facts.fact(|| glued::glued(facts, context));
                partings
                    .0
                    .iter()
                    .filter(|parting| parting.is_safe == (self.finds == JoinsTarget::Glued))
                    .filter(|parting| parting.is_safe || !parting.is_often_coined())
                    .filter_map(|parting| parting.hit(text))
                    .collect()
            }
        }
    }

    fn repairs_itself(&self) -> bool {
        true
    }
}

/// Damage that no author can have meant.
#[derive(Clone, Copy, Debug)]
pub(super) struct SureDamage {
    /// `perfor-mance`.
    pub broken: bool,
    /// `ofthe`.
    pub glued: bool,
}

/// Whether a text has any.
pub(super) fn sure_damage(facts: &TextFacts<'_>, lexicon: &Lexicon) -> SureDamage {
    SureDamage {
        broken: broken::is_sure_of_any(facts.text(), lexicon),
        glued: glued::is_sure_of_any(facts, lexicon),
    }
}

/// Prefixes that English puts before whole words, with a hyphen or without.
const PREFIXES: &[&str] = &[
    "anti", "auto", "bi", "co", "counter", "cross", "cyber", "de", "dis", "down", "eco", "ex",
    "extra", "hyper", "in", "infra", "inter", "intra", "macro", "mega", "meta", "micro", "mid",
    "mini", "mis", "mono", "multi", "nano", "non", "off", "on", "out", "over", "para", "photo",
    "poly", "post", "pre", "proto", "pseudo", "quasi", "re", "retro", "self", "semi", "sub",
    "super", "sur", "tele", "thermo", "tri", "ultra", "un", "under", "uni", "up", "video", "radio",
    "bio", "geo", "neuro", "hydro", "electro", "iso", "pan", "trans", "aero", "agro", "alpha",
    "astro", "back", "beta", "cardio", "chemo", "cryo", "crypto", "cyto", "delta", "eigen", "endo",
    "equi", "ethno", "exo", "fluoro", "fore", "gamma", "gastro", "hetero", "histo", "holo", "homo",
    "hypo", "immuno", "kilo", "magneto", "mechano", "morpho", "omega", "osteo", "pro", "patho",
    "pharmaco", "physio", "psycho", "socio", "spectro", "supra", "techno", "terra",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check::{Background, RecordFacts, hit};
    use crate::record::FieldName;

    fn mended(finds: JoinsTarget, text: &str) -> String {
        let background = Background::default();
        let record = RecordFacts::of_abstract(text, &background);
        let context = record.seen_from(FieldName::Abstract);
        hit::repaired(text, Joins { finds }.hits(&TextFacts::new(text), context))
    }

    #[test]
    fn broken_words_are_whole_again() {
        assert_eq!(
            mended(JoinsTarget::Broken, "a prac- tical asso-ciation of net-works in real- time"),
            "a practical association of networks in real-time"
        );
        assert_eq!(mended(JoinsTarget::Broken, "the perform-\nance"), "the performance");
    }

    #[test]
    fn compounds_and_suspended_hyphens_stay() {
        for text in [
            "pre- and post-processing of well-known phase-space data",
            "co-operative re-identification by non-linear, multi-view end-effectors",
            "short- to mid-term",
            "the on-line state-of-the-art",
            "Musculo-skeletal agro-chemicals",
            "x-ray, t-SNE, fine- or coarse-grained",
        ] {
            assert_eq!(mended(JoinsTarget::Broken, text), text);
        }
    }

    #[test]
    fn glued_words_are_parted() {
        assert_eq!(
            mended(
                JoinsTarget::Glued,
                "a lot ofdata shows theeffectiveness usingLSH, the abilityto learn deepspatial frameworkssuch as"
            ),
            "a lot of data shows the effectiveness using LSH, the ability to learn deepspatial frameworks such as"
        );
        assert_eq!(
            mended(JoinsTarget::Glued, "naturallanguage and imagebased planarpatches"),
            "natural language and image-based planar patches"
        );
    }

    #[test]
    fn links_of_compounds_keep_their_hyphens() {
        for (text, expected) in [
            (
                "a door-to(cid:173) door sale by trial-and(cid:173)error",
                "a door-to-door sale by trial-and-error",
            ),
            (
                "a house-to\u{AD}house call, kept off\u{AD}site",
                "a house-to-house call, kept off-site",
            ),
            ("a re-at(cid:173) tached off(cid:173) spring", "a re-attached offspring"),
            ("the on(cid:173) togeny of self(cid:173)ishness", "the ontogeny of selfishness"),
        ] {
            assert_eq!(mended(JoinsTarget::SoftHyphen, text), expected);
        }
    }

    #[test]
    fn what_stands_alone_stays() {
        for text in [
            "The allequal constraint is new.",
            "A whereafter or somewhen is old.",
            "We met Theone there, and a lookahead and a passthrough layer.",
            "An imageguided needle",
            "The musculus radialis and the nervus tibialis",
            "alltogether almostly",
        ] {
            assert_eq!(mended(JoinsTarget::Glued, text), text);
        }
    }

    #[test]
    fn company_parts_what_is_left() {
        assert_eq!(
            mended(JoinsTarget::Glued, "This simplifiesthe test, and we pointout the newdataset."),
            "This simplifies the test, and we point out the new dataset."
        );
        assert_eq!(
            mended(
                JoinsTarget::Glued,
                "a lot ofdata of twodimensional, lightguided inand out-of-plane motion"
            ),
            "a lot of data of two-dimensional, light-guided in- and out-of-plane motion"
        );
        assert_eq!(
            mended(
                JoinsTarget::Glued,
                "shortand long-term leases, lowor high-priced, highand dry-ish"
            ),
            "short- and long-term leases, low- or high-priced, high- and dry-ish"
        );
    }

    #[test]
    fn compounds_lose_the_space_behind_their_hyphen() {
        assert_eq!(
            mended(
                JoinsTarget::Broken,
                "a step- wise, data- centric LeNet- 5 on state-of-the-\nart end-to- end cars"
            ),
            "a step-wise, data-centric LeNet-5 on state-of-the-art end-to-end cars"
        );
        assert_eq!(
            mended(JoinsTarget::Broken, "The lamps— all of them—\nare lit, Kite-\nfree."),
            "The lamps— all of them—are lit, Kite-free."
        );
        for text in ["low- medium- and high-cost", "at 3- 5 m", "x- 5", "two- 3-year", "A- B"] {
            assert_eq!(mended(JoinsTarget::Broken, text), text);
        }
    }

    proptest! {
        #[test]
        fn letters_and_digits_keep_their_order(
            parts in prop::collection::vec(
                prop::sample::select(&[
                    "the", "of", "state", "art", "image", "based", "proposed", "and", "over",
                    "pro", "posed", "LeNet", "5", "data", "-", "- ", " ", " ", "-\n", "—\n", "é",
                    ".", "usingLSH", "in", "per", "formance",
                ][..]),
                0..24,
            )
        ) {
            let text = parts.concat();
            let kept = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            for finds in [JoinsTarget::Broken, JoinsTarget::Glued, JoinsTarget::SoftHyphen] {
                prop_assert_eq!(kept(&mended(finds, &text)), kept(&text));
            }
        }

        #[test]
        fn words_of_dictionaries_come_out_as_they_went_in(
            words in prop::sample::subsequence(RARE.split_whitespace().collect::<Vec<_>>(), 20)
        ) {
            let text = words.join(" ");
            prop_assert_eq!(mended(JoinsTarget::Glued, &text), text);
        }
    }

    /// Words of dictionaries that look like two, and terms that none may hold.
    const RARE: &str = "withal howbeit heretofore whereunto whosoever notwithstanding inasmuch \
        aftershock afterglow underlay overland theism theodolite theosophy andante andiron offal \
        offshoot ofttimes forsake forbear forlorn islander isotope tonsil toad toccata bygone byre \
        asunder aslant atoll atone canteen cantor hasp hashish wastrel wasp mayhem mayfly butte \
        buttress thatcher thence eachwhere operand multiplicand ligand garland gladsome forehead \
        nostril pectoralis frontalis lateralis junctionis spinalis importin hepatolysis \
        myocarditis nephrectomy ergosterol ketoprofen bisoprolol cardiomegaly osteotomy withers \
        becalm bewitch thenar area areola wherry whelp bothy mostly moreover alsatian thistle";

    #[test]
    fn words_names_and_compounds_stay() {
        for text in [
            "armour whichever withstand indistinct invalidated inabilities radioactivity blockchain codeword depthmap subgames",
            "the Informer of Massart, an Underworld",
            "AlphaGo, iPhone, DeepLab and https://example.org/ofdata",
            "narrowband narrowband",
        ] {
            assert_eq!(mended(JoinsTarget::Glued, text), text);
        }
    }
}
