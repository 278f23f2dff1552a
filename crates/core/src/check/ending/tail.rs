//! What stands behind the end of an abstract and is none of it: rights, codes, keywords, addresses.
//!
//! Whether a text was cut is judged by what stands before them. The tails come in any number and
//! order, so that one after the other is taken away, until the last of what is left is text.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::chrome;

/// No tail is longer, in bytes, but for a list of keywords.
const LONGEST: usize = 320;

/// A list of keywords is not longer, in bytes.
const LONGEST_LIST: usize = 900;

/// What a notice of rights begins with: behind its sign stands a name, or a year and then a name; in
/// a sentence about signs (`where © 1954 is printed`) it is what the sentence is about.
const RIGHTS: &str = r"(?x)(?:^|[\s.(\[])(?P<tail>
    (?:This\ journal\ is\ |Crown\ )?(?:[Cc]opyright\s*:?\s*)?©\s*(?:[Cc]opyright\s*)?(?:(?:by|[Tt]he)\s+)*(?:\z|[\p{Lu}\p{Lo}&(]
        |(?:19|20)\d\d(?:[\s,;/–-]*(?:19|20)\d\d)*[,;.:]?\s*(?:\z|(?:by|the|[Aa]ll|licensee|owned|[Pp]ublished|d[aei]|van|von|del)\b|[\p{Lu}\p{Lo}&(\[©]))
    | (?:Crown\ )?(?:[Cc]opyright\s*)?\([Cc]\)\s*(?:[Cc]opyright\s*)?(?:by\s+)?(?:19|20)\d\d(?:[\s,;/–-]*(?:19|20)\d\d)*[,;.:]?\s*(?:\z|(?:by|the|[Aa]ll|[Pp]ublished)\b|[\p{Lu}&(\[])
    | [Cc]opyright\s*\([Cc]\)\s*(?:[Tt]he\s+)?\p{Lu}
    | (?:Crown\ )?[Cc]opyright\ (?:by\ )?(?:the\ )?(?:19|20)\d\d
    | [Aa]ll\ rights\ reserved
    | (?:19|20)\d\d\ (?:Elsevier|Wiley|Springer|Published\ by|The\ Authors?)\b
    | (?:Published|Hosting)\ (?:by\ |under\ licen[cs]e\ by\ |(?:19|20)\d\d\ )(?:the\ )?(?:Elsevier|John\ Wiley|Wiley|Springer|Oxford\ University\ Press|Cambridge\ University\ Press
        |Royal\ Society|AIP\ Publishing|IOP\ Publishing|American\ |BMJ|Karger|Thieme|SAGE|MDPI|Nature\ Publishing)
    | Georg\ Thieme\ Verlag
    | This\ (?:article\ |work\ )?is\ (?:an\ [Oo]pen[\ -][Aa]ccess\ article|(?:distributed|licensed)\ under|protected\ by\ copyright)
    | \((?:[Pp]sycINFO|PsycInfo)\ Database
)";

/// Notes of a page or a listing, behind a stop, which often have none of their own.
const NOTES: &str = r"(?x)[.!?)\x22”]\s+(?P<tail>[\[(]?(?:
    Download\ ?:\ ?Download\ (?:high-res|full-size)\ image.{0,80}
    | (?:Comments?|Funding|Word\ count|Level\ of\ [Ee]vidence|Article\ history|Journal[\ -]ref|Report[\ -]no)\s*:\ .{1,160}
    | (?:Received|Accepted|Revised|(?:Available|Published)\ online)\s*:?\ (?:(?:\d{1,2}\.?\ [A-Z][a-z]+|[A-Z][a-z]+\ \d{1,2},|[A-Z][a-z]{2,8})\ (?:19|20)\d\d|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d).{0,100}
    | \d{1,3}\ (?:pages?|pp\.?)(?:,?\ (?:and\ |with\ )?\d+\ (?:[a-z]+\ )?(?:figures?|tables?|references))*
    | \d{1,3}\ (?:figs?|tabs?|tables?|figures?|plates?|maps?|illus|refs?|references|titles)\.?(?:[,;]?\ (?:and\ |with\ )?\d{1,3}\ (?:figs?|tabs?|tables?|figures?|plates?|maps?|illus|refs?|references|titles)\.?)*
    | (?:Bibliography|Bibliogr\.|Bibl\.|Refs\.?|References|Figs?\.?|Figures|Tabs?\.?|Tables|Illustrations)\s*:\ \d{1,3}(?:\ (?:titles?|items|names|refs?|references))?
    | (?:This\ article\ is\ )?[Cc]ategorized\ under\s*:\ .{3,240}
    | Supplementary\ (?:data|information|materials?|files?|tables?|figures?)(?:\s*:\ .{3,160}|\ (?:is|are)\ available\ (?:at|on|from|in)\ .{2,80}\bonline)
    | (?:View\ [Ff]ull[\ -][Tt]ext|Full[\ -][Tt]ext|Download\ PDF|Graphical\ [Aa]bstract|GRAPHICAL\ ABSTRACT|Open\ in\ a\ new\ tab)
    | LA:?\ (?:English|French|German|Spanish|Italian|Russian|Chinese|Japanese|Portuguese)
    | (?:Funding|Acknowledge?ments?)\ (?:None|National|European|Medical|Wellcome|British|German|Swiss|Canadian|Australian|Swedish|Danish|Dutch|French|UK|US|NIH|NIHR|NHMRC|EU|(?:[A-Z][\w&-]*\ ){1,4}(?:Foundation|Council|Institutes?|Ministry|Trust|Agency|Fund|Association|Society))\b.{0,160}
    | See\ (?:also\ )?(?:the\ )?(?:accompanying\ |related\ )?(?:[Ee]ditorial|[Cc]ommentary|[Cc]omment|[Pp]erspective|[Ll]etter|[Aa]rticle)s?(?:\ by\ [\p{Lu}][\w\ ,&.]{1,40})?,?\ (?:on\ )?(?:pp?|pages?)\.?\ ?[A-Z]?\d+(?:\s?[-–]\s?\d+)?
    | (?:SAGE\ Publications|Elsevier\ (?:B\.V|Ltd|Inc|Science)\b[\w\ ,.]{0,30}|(?:John\ )?Wiley(?:-Liss|-VCH|-Blackwell|\ &\ Sons|\ Periodicals)[\w\ ,.]{0,20}|Springer(?:-Verlag|\ Science|\ Nature)[\w\ ,.+]{0,30}|Taylor\ &\ Francis(?:\ (?:Group|Ltd))?
        |Academic\ Press(?:,?\ Inc)?|Blackwell\ (?:Publishing|Science)(?:,?\ (?:Ltd|Inc))?|(?:Oxford|Cambridge)\ University\ Press|Lippincott\ Williams\ &\ Wilkins|Mary\ Ann\ Liebert(?:,?\ Inc)?|(?:S\.\ )?Karger\ AG(?:,\ Basel)?
        |IOP\ Publishing(?:\ Ltd)?|BMJ\ Publishing\ Group(?:\ Ltd)?|Nature\ Publishing\ Group|Kluwer\ Academic\ Publishers|Pergamon\ Press)
    | (?:Accepted|Submitted)\ (?:for\ publication\ )?(?:to|by|for|at|in)\ [A-Z].{2,80}
    | To\ appear\ in\ .{2,80}
    | Translated\ (?:by|from)\ .{2,60}
    | (?:[A-Z][A-Za-z&]{0,20}\.?\ ){1,6}(?:19|20)\d\d\s?;\s?\d{1,4}(?:\ ?\([\w\ -]{1,12}\))?\s?:\s?[A-Za-z]?\d+(?:[-–]\d+)?
    | (?:[A-Z][A-Za-z&]{0,20}\.?\ ){1,6}\d{1,4}(?:\ ?\([\w\ -]{1,12}\))?\s?:\s?[A-Za-z]?\d+(?:[-–]\d+)?,\ (?:19|20)\d\d
)[\])]?)\z";

/// A short title of a journal and a year (`Ann Wool, 2004`), and who wrote the abstract, behind a stop.
const SIGNED: &str = r"(?x)[.!?)\x22”](?:
    \s+(?P<tail>[A-Z][a-z]{1,12}\.?(?:\ [A-Z][a-z]{0,12}\.?){1,4},\ (?:19|20)\d\d)
    | \s*(?P<mark>[-–—]\ ?(?:from\ )?(?:Authors?|Publisher|Editors?|authors?)(?:['’]s?)?(?:\ (?:abstract|summary))?)
)\z";

/// What a year stands behind in a sentence as well: `In March, 2004`.
const NO_JOURNALS: &[&str] = &[
    "In", "On", "At", "By", "From", "Since", "Until", "During", "Before", "After", "For", "To",
    "With", "Of", "Between", "About", "The", "A", "An", "Late", "Early",
];

/// Codes of classifications with their label, numbers of trials and of records; to the end.
const CODES: &str = r"(?x)(?:^|[\s.(\[])(?P<tail>
    (?:(?:(?:19|20)\d\d\ )?(?:AMS\ )?(?:Mathematics|Mathematical)\ Subject\ Classifications?|AMS\ (?:subject\ )?classifications?|(?:AMS[\ -])?MSC)
        (?:\ ?\(?(?:19|20)\d\d\)?|2?0?[0-2]0)?(?:\ (?:codes?|numbers?|classification))?\s*[:.]?\s*
        (?:(?:Primary|Secondary|primary|secondary)?[\s:,;]*\d\d(?:[A-Z-]\d\d|[A-Z]?(?:xx|XX))[\s,;.]*(?:and\s+)?)+
    | PACS(?:\ ?(?:numbers?|Nos?\.?|codes?|\d{4}))*\s*[:.]?\s*(?:\d\d\.\d\d\.[\w+-]{1,2}[\s,;.]*)+
    | JEL(?:\ (?:[Cc]lassifications?|[Cc]odes?|[Nn]umbers?))*\s*[:.]?\s*(?:[A-Z]\d{1,2}[\s,;.]*(?:and\s+)?)+
    | (?:ACM|CCS)(?:\ (?:CCS|[Cc]lass(?:es|ifications?)?|[Cc]omputing\ [Cc]lassification(?:\ [Ss]ystem)?|\(?(?:19|20)\d\d\)?))*\s*[:.]?\s*(?:[A-K]\.\d(?:\.\d)?[\s,;.]*)+
    | (?:(?:(?:Clinical\s?)?[Tt]rials?(?:\.gov)?|PROSPERO|EudraCT|ISRCTN)(?:\ \w+){0,4}\s*[:.,]?\s*)?
        (?:NCT\s?\d{8}|ISRCTN\s?\d{8}|ACTRN\s?\d{14}|ChiCTR[\w-]{6,20}|DRKS\s?\d{8}|UMIN\s?\d{9}|CRD\s?\d{8,}|CTRI/\d{4}/[\d/]+|(?:EudraCT\s*)?\d{4}-\d{6}-\d\d|jRCT\w+|NTR\s?\d{3,4}|IRCT\w+|PACTR\d+|KCT\d{7}|TCTR\d+)[\s,;.]*
    | (?:doi|DOI)\s*:?\s*10\.\d{4,}/\S+
    | (?:PMID|PMCID|arXiv|ISBN|ISSN)\s*:?\s*[\w.-]+
    | (?:(?:Licensed|Distributed|Published|Released)\ under\ )?(?:(?:the|a)\ )?CC[\ -]BY(?:-[A-Z]{2})*(?:\ \d\.\d)?(?:\ (?:International|licen[cs]e))*[.,;)]*
)\z";

/// What each of the codes holds, which is much sooner looked for; the last one is that of EudraCT.
const SIGNS_OF_CODES: &str = r"ubject Classification|classification|MSC|PACS|JEL|ACM|CCS|NCT|ISRCTN|ACTRN|ChiCTR|DRKS|UMIN|CRD|CTRI|jRCT|NTR|IRCT|PACTR|KCT|TCTR|doi|DOI|PMID|PMCID|arXiv|ISBN|ISSN|CC|\d{4}-\d{6}-";

/// The heading of a list of keywords.
const KEYWORDS: &str = r"(?x)(?:^|[\s.!?)\]])(?P<tail>
    (?:Index\ [Tt]erms|INDEX\ TERMS|(?:Author\ )?[Kk]ey[\ -]?[Ww]ords?(?:\ and\ [Pp]hrases)?|KEY\ ?WORDS?(?:\ AND\ PHRASES)?
      |Subject\ [Hh]eadings|General\ [Tt]erms|Categories\ and\ [Ss]ubject\ [Dd]escriptors|CCS\ [Cc]oncepts|MeSH(?:\ [Tt]erms)?
      |Schl(?:ü|ue)sselw(?:ö|oe)rter|Mots[\ -]cl(?:é|e)s|Palabras\ clave|Palavras[\ -]chave|Parole\ chiave|Descriptors|Abbreviations)
    \s*[:.—–-]
)";

/// An address, with the label of it.
const ADDRESS: &str = r"(?x)(?:^|[\s.(\[<])(?P<tail>
    (?:(?i:contacts?|e-?mails?|correspondence(?:\ to)?|corresponding\ authors?|address(?:\ for\ correspondence)?)\b[^.:@]{0,60}:?\s*)?
    [\w.+-]+@[\w-]+(?:\.[\w-]+)+[\s,;>)\]]*
)\z";

/// The end of an environment of TeX, the heading of the first section, and the mark of a footnote or
/// the number of a page behind a stop.
const MARKS: &str = r"(?:\s*(?P<tail>\\end\{\w+\*?\}|\b(?:1|I)\.?\s+(?:Introduction|INTRODUCTION|Overview|Motivation|Background)(?:\s+and\s+\w+)?)|\p{Ll}{4}[.!?)]+(?:(?P<mark>\d{1,2}|[†‡§¶*]{1,2})|\s+(?P<page>[1-9]\d?)))\z";

static RIGHTS_TAIL: LazyLock<Regex> = LazyLock::new(|| compiled(RIGHTS));
static NOTES_TAIL: LazyLock<Regex> = LazyLock::new(|| compiled(NOTES));
static SIGNED_TAIL: LazyLock<Regex> = LazyLock::new(|| compiled(SIGNED));
static CODES_TAIL: LazyLock<Regex> = LazyLock::new(|| compiled(CODES));
static CODE_SIGNS: LazyLock<Regex> = LazyLock::new(|| compiled(SIGNS_OF_CODES));
static KEYWORDS_TAIL: LazyLock<Regex> = LazyLock::new(|| compiled(KEYWORDS));
static ADDRESS_TAIL: LazyLock<Regex> = LazyLock::new(|| compiled(ADDRESS));
static MARKS_TAIL: LazyLock<Regex> = LazyLock::new(|| compiled(MARKS));

fn compiled(expression: &str) -> Regex {
    Regex::new(expression).expect("the tests of this file compile it")
}

/// `text` without the tails behind it, and without the white space behind that.
pub(super) fn without(text: &str) -> &str {
    let mut text = chrome::without_expander(text).trim_end();
    while let Some(shorter) = without_last(text) {
        text = chrome::without_expander(shorter.trim_end()).trim_end();
    }
    text
}

/// Whether a text ends in a code or an address: where it is no tail, a sentence says it ("The trial
/// is registered as NCT01234567").
pub(super) fn is_code(text: &str) -> bool {
    before_code(text).is_some()
}

/// `text` without its last tail; `None` if it has none, or nothing else.
fn without_last(text: &str) -> Option<&str> {
    let rights = || {
        let signs = [
            "©", "(C)", "(c)", "opyright", "eserved", "article", "shed ", "PsycI", "psycI",
            "Thieme", "work is",
        ];
        let may_be = signs.iter().any(|sign| window(text, LONGEST).contains(sign));
        let rest = may_be.then(|| cut_at(text, LONGEST, &RIGHTS_TAIL)).flatten()?;
        // Words, a year and a name may be those of a sentence.
        let tail = text[rest.len()..].trim_start_matches("This journal is ");
        let is_sign = tail.starts_with(['©', '(', 'C', 'c']);
        (is_sign || is_stopped(rest)).then_some(rest)
    };
    let code = || before_code(text).filter(|rest| is_stopped(rest));
    let signed = || {
        let rest = cut_at(text, LONGEST, &SIGNED_TAIL)?;
        let first = text[rest.len()..].split_whitespace().next()?;
        (!NO_JOURNALS.contains(&first)).then_some(rest)
    };
    let last = if is_stopped(text) && !holds_rights(text) {
        None
    } else {
        rights()
            .or_else(code)
            .or_else(|| cut_at(text, LONGEST, &NOTES_TAIL))
            .or_else(signed)
            .or_else(|| cut_at(text, LONGEST, &MARKS_TAIL))
            .or_else(|| cut_at(text, LONGEST_LIST, &KEYWORDS_TAIL))
    };
    last.filter(|rest| !rest.trim().is_empty())
}

/// Most texts end so, and need no closer look.
fn is_stopped(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with(['.', '!', '?', ')', '"', '”']) && !text.ends_with("...")
}

fn holds_rights(text: &str) -> bool {
    let window = window(text, LONGEST);
    ["©", "(C) ", "(c) ", "ights reserved"].iter().any(|sign| window.contains(sign))
}

fn before_code(text: &str) -> Option<&str> {
    let word =
        text.trim_end_matches(['.', ',', ';', ')', ' ']).rsplit(char::is_whitespace).next()?;
    if word.contains('@') {
        cut_at(text, LONGEST, &ADDRESS_TAIL)
    } else if word.contains(|c: char| c.is_ascii_digit()) || window(text, LONGEST).contains("CC") {
        let may_be = CODE_SIGNS.is_match(window(text, LONGEST));
        may_be.then(|| cut_at(text, LONGEST, &CODES_TAIL)).flatten()
    } else {
        None
    }
}

/// What stands before the tail that `expression` finds in the last `reach` bytes.
fn cut_at<'t>(text: &'t str, reach: usize, expression: &Regex) -> Option<&'t str> {
    let window = window(text, reach);
    let found = expression.captures(window)?;
    let tail = ["tail", "mark", "page"].into_iter().find_map(|name| found.name(name))?;
    Some(&text[..text.len() - window.len() + tail.start()])
}

/// The last bytes of a text.
fn window(text: &str, reach: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(reach))..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_behind_an_abstract_is_not_judged() {
        const TAILS: [&str; 73] = [
            "© 2021 Elsevier Ltd. All rights reserved",
            "(C) 2015 Optical Society of America",
            "(c) 2003 Wiley-Liss, Inc",
            "Copyright (c) 2011 by the authors",
            "Copyright 2017 by ASME",
            "2018 Elsevier Inc. All rights reserved",
            "Published by Elsevier B.V",
            "This is an open access article under the CC BY-NC-ND license",
            "CC BY 4.0",
            "MSC 2020: 35J60, 53C55",
            "2010 Mathematics Subject Classification: 11M06; 11M26",
            "AMS subject classifications. 65F10, 65N22",
            "PACS numbers: 03.67.-a, 42.50.Dv",
            "JEL Classification: C61, D83",
            "ACM CCS: H.3.3, I.2.7",
            "NCT01234567",
            "ClinicalTrials.gov identifier: NCT01234567",
            "Trial registration number: ISRCTN12345678",
            "EudraCT 2012-001234-56",
            "PROSPERO registration: CRD42018012345",
            "doi: 10.1234/abc.5678",
            "Keywords: sheep, pastures, counting",
            "Index Terms—sheep, pastures",
            "Key words and phrases. sheep, pasture",
            "Schlüsselwörter: Schafe, Weiden",
            "Contact: jane@example.org",
            "jane.doe@example.ac.uk",
            "\\end{itemize}",
            "1 Introduction",
            "Copyright: © 2021 by the authors. Licensee Sheep, Basel, Switzerland.",
            "Show More",
            "Show Less",
            "[Show less]",
            "View full abstract",
            "See more",
            "Crown Copyright (C) 2012 Published by Elsevier B.V",
            "This journal is © The Society of Shepherds",
            "Published by the Royal Society",
            "Published under licence by IOP Publishing Ltd",
            "Published by AIP Publishing",
            "12 pages, 7 figures",
            "Comment: Accepted by a journal of sheep",
            "Accepted to SHEEP 2021",
            "To appear in Ann. Wool",
            "J Sheep 2012;3:4-9",
            "Article history: Received 3 May 2011",
            "Download : Download high-res image (8KB) Download : Download full-size image",
            "KEY WORDS: sheep © 2004 The Society. All rights reserved",
            "This article is categorized under: Clocks > Pendulums Bells > Casting of Bells",
            "Categorized under: Ships > Sails",
            "Supplementary data are available at Annals of Clocks online",
            "Supplementary information: https://clocks.example.org/annex",
            "View Full-Text",
            "Full text",
            "Graphical Abstract",
            "LA English",
            "LA: German",
            "Received: 3 May 2007",
            "Accepted 14 June 1999",
            "Published online: 2011-04-01",
            "4 figs, 1 tab",
            "2 figures; 3 tables and 18 refs",
            "Bibliography: 31 titles",
            "Refs: 9",
            "Ann Wool, 2004",
            "Dev. Dyn. Wool 12:3-9, 2004",
            "Wool Sci. 48(2):101–117, 1987",
            "SAGE Publications",
            "Taylor & Francis Group",
            "Funding National Trust for Bells",
            "See Editorial, p 48",
            "See also the accompanying Commentary by Bell and Horn on page 12",
            "-Author",
        ];
        for tail in TAILS {
            let text = format!("We count the sheep of a pasture. The error is small. {tail}");
            assert_eq!(
                without(&text),
                "We count the sheep of a pasture. The error is small.",
                "{tail}"
            );
        }
        assert_eq!(without("The error is small.1"), "The error is small.");
        assert_eq!(without("The error is small. 12"), "The error is small.");
    }

    #[test]
    fn what_only_looks_like_a_tail_is_judged() {
        const TEXTS: [&str; 35] = [
            "We study the law of copyright and its history",
            "The sheep are counted in Table 3",
            "It holds for every c in (c) and (d)",
            "The error of v2.1",
            "The sheep of 2020 were more than those of 2019",
            "The words that are key, and the index terms of a text",
            "The price is 12.50",
            "We compare PACS with other archives",
            "The JEL codes of a paper are predicted",
            "We mention @jane in a tweet",
            "The lamp is described in Fig.3",
            "Keywords: sheep, pastures",
            "We ask whether © 1954 on a map is read",
            "Trust rose where a shop wrote (c) 2019 at the end of its page",
            "Buyers saw the sign © 2015 in red and would have paid more",
            "The signs © and ® are read alike",
            "We tell readers of the maps to show less",
            "The book has 12 pages, 7 figures and a map",
            "Sheep are received. They graze, to appear in films",
            "The trial is registered as NCT01234567",
            "The corpus is released under CC BY 4.0",
            "It is known since the book of 2003 Springer sold",
            "The horn is drawn in the Graphical Abstract",
            "The bell rang. Supplementary data are available at the",
            "The bell rang. In late March, 2004",
            "The bell rang. By Easter, 2004",
            "The bell rang. Received letters of the crew",
            "The bell rang. 3 figs and a pear fell from the",
            "The bell rang. Funding agencies of the north",
            "The bell rang. See how the crew of the",
            "The bell rang. Full text search finds the",
            "The bell rang. Articles are categorized under ten heads",
            "The bell rang. In Wales 12:3 of the",
            "The bell rang. Publishers such as SAGE Publications",
            "The bell rang twice-Author",
        ];
        for text in TEXTS {
            assert_eq!(without(text), text);
        }
    }
}
