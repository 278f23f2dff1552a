//! The formats of tagged text, as data.

/// How the tag stands in front of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// `AB  - text`: letters and digits, filled up to four characters, and a dash; behind a longer
    /// tag there is one space.
    Dash,
    /// `%X text`
    Percent,
    /// `AB text`
    Letters,
}

/// A tag whose value is an id of the record.
pub(super) struct IdTag {
    pub tag: &'static str,
    /// What stands behind the id, if only a value that ends so is one.
    pub mark: &'static str,
}

const fn id(tag: &'static str) -> IdTag {
    IdTag { tag, mark: "" }
}

/// A format of tagged text.
pub(super) struct TagFormat {
    /// Its name for people.
    pub name: &'static str,
    pub syntax: Syntax,
    /// How many characters a tag has.
    pub tag_length: std::ops::RangeInclusive<usize>,
    /// The tag that begins a record.
    pub begin: &'static str,
    /// The tag that ends one, where there is such a tag.
    pub end: Option<&'static str>,
    /// Tags of the file, not of a record.
    pub of_file: &'static [&'static str],
    /// Whether a blank line ends a record that did not begin with its tag.
    pub blank_ends: bool,
    /// Tags of the title: the first that has a text wins.
    pub title: &'static [&'static str],
    /// Tags of the abstract: the first that has a text wins.
    pub abstract_: &'static [&'static str],
    /// Tags of the id: the first that has one wins.
    pub id: &'static [IdTag],
    /// Tags with an entry a line.
    pub lists: &'static [&'static str],
}

/// RIS, after <https://en.wikipedia.org/wiki/RIS_(file_format)> and what Zotero, Scopus and EndNote
/// write.
pub(super) const RIS: TagFormat = TagFormat {
    name: "RIS",
    syntax: Syntax::Dash,
    tag_length: 2..=2,
    begin: "TY",
    end: Some("ER"),
    of_file: &[],
    blank_ends: false,
    title: &["TI", "T1", "CT", "BT"],
    abstract_: &["AB", "N2"],
    id: &[id("DO"), id("DI"), id("ID"), id("AN"), id("UR"), id("L2")],
    lists: &[],
};

/// MEDLINE, after <https://www.nlm.nih.gov/bsd/mms/medlineelements.html>.
pub(super) const MEDLINE: TagFormat = TagFormat {
    name: "MEDLINE",
    syntax: Syntax::Dash,
    tag_length: 2..=8,
    begin: "PMID",
    end: None,
    of_file: &[],
    blank_ends: true,
    title: &["TI", "BTI", "TT"],
    abstract_: &["AB", "OAB"],
    id: &[
        id("PMID"),
        id("PMC"),
        IdTag { tag: "LID", mark: " [doi]" },
        IdTag { tag: "AID", mark: " [doi]" },
        // ERIC writes these.
        id("OID"),
        id("LID"),
        id("AID"),
    ],
    lists: &[],
};

/// EndNote's own export, after refer: <https://en.wikipedia.org/wiki/Refer_(software)>.
pub(super) const ENDNOTE: TagFormat = TagFormat {
    name: "EndNote",
    syntax: Syntax::Percent,
    tag_length: 1..=1,
    begin: "%0",
    end: None,
    of_file: &[],
    blank_ends: true,
    title: &["%T"],
    abstract_: &["%X"],
    id: &[id("%R"), id("%F"), id("%M"), id("%U")],
    lists: &["%A", "%E", "%K"],
};

/// Web of Science, after <https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html>.
pub(super) const WEB_OF_SCIENCE: TagFormat = TagFormat {
    name: "Web of Science",
    syntax: Syntax::Letters,
    tag_length: 2..=2,
    begin: "PT",
    end: Some("ER"),
    of_file: &["FN", "VR", "EF"],
    blank_ends: false,
    title: &["TI"],
    abstract_: &["AB"],
    id: &[id("UT"), id("DI"), id("PM"), id("D2")],
    lists: &["AU", "AF", "BA", "BF", "BE", "CA", "C1", "CR", "ED", "RI", "OI"],
};
