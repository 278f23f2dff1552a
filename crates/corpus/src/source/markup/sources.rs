//! What records of XML and of HTML are called, source by source, as data.

use std::sync::LazyLock;

use regex::Regex;

use super::selector::Selector;

/// A source, as it is written here.
struct Written {
    /// What a record is: the name of an element in XML, a selector in HTML.
    record: &'static str,
    /// Where titles are: the first selector that finds one wins.
    title: &'static [&'static str],
    abstract_: &'static [&'static str],
    id: &'static [&'static str],
    /// The parts of a title beside it in the same element: the one in front, and the one behind.
    title_parts: [&'static str; 2],
    /// Elements of which one must be within a record.
    needs: &'static [&'static str],
    /// The attribute that the tag of a record must have.
    marked_by: &'static str,
    /// What of a title or an abstract is none of it.
    cut: &'static str,
    /// Abstracts that are none.
    not: &'static str,
    /// Whether each record begins with the element in front.
    with_before: bool,
    /// Whether lines may be wrapped by hand.
    may_wrap: bool,
    /// Classes of elements that are left out.
    left_out: &'static [&'static str],
}

const PLAIN: Written = Written {
    record: "",
    title: &[],
    abstract_: &[],
    id: &[],
    title_parts: ["", ""],
    needs: &[],
    marked_by: "",
    cut: "",
    not: "",
    with_before: false,
    may_wrap: false,
    left_out: &[],
};

/// What arXiv's feeds put round a title and an abstract.
const ARXIV_FEED: &str =
    r"(?s)^(?:arXiv:\S+\s+Announce Type:.*?)?Abstract:\s+|\s+\(arXiv:[^()]*\)$";

/// The abstract of an article in JATS: what is marked as a summary of another kind is none.
const JATS_ABSTRACT: &[&str] = &[
    "article-meta > abstract[!abstract-type]",
    "article-meta > abstract[abstract-type=abstract]",
    "article-meta > abstract[abstract-type=main]",
    "article-meta > abstract[abstract-type!=graphical][abstract-type!=teaser][abstract-type!=toc]\
     [abstract-type!=key-points][abstract-type!=highlights][abstract-type!=author-highlights]\
     [abstract-type!=short][abstract-type!=precis][abstract-type!=video][abstract-type!=editor]\
     [abstract-type!=web-summary][abstract-type!=editors-summary][abstract-type!=synopsis]",
    "article-meta > trans-abstract[!abstract-type]",
    "> abstract[!abstract-type]",
    "> abstract",
];

/// Sources of XML. Several may have records of one name: the first with both texts in a record
/// wins, or else with a title.
const XML: [Written; 29] = [
    // Atom: arXiv's API and others.
    Written {
        record: "entry",
        title: &["> title"],
        abstract_: &["> summary", "> abstract", "> description", "> content"],
        id: &["> id"],
        cut: ARXIV_FEED,
        may_wrap: true,
        ..PLAIN
    },
    // RSS 1.0 and 2.0.
    Written {
        record: "item",
        title: &["> title"],
        abstract_: &["> description", "> encoded", "> abstract"],
        id: &["> guid", "> identifier", "> link", "@about"],
        cut: ARXIV_FEED,
        may_wrap: true,
        ..PLAIN
    },
    // OAI-PMH with arXiv's own formats.
    Written {
        record: "record",
        title: &["arXiv > title", "arXivRaw > title", "arXivOld > title"],
        abstract_: &["arXiv > abstract", "arXivRaw > abstract", "arXivOld > abstract"],
        id: &["arXiv > id", "arXivRaw > id", "arXivOld > id", "header > identifier"],
        may_wrap: true,
        ..PLAIN
    },
    // OAI-PMH with Dublin Core.
    Written {
        record: "record",
        title: &["dc > title", "qualifieddc > title", "metadata title"],
        abstract_: &[
            "dc > abstract",
            "qualifieddc > abstract",
            "dc > description",
            "qualifieddc > description",
            "metadata abstract",
        ],
        id: &["header > identifier", "dc > identifier"],
        not: r"^(?i:comments?):\s",
        may_wrap: true,
        ..PLAIN
    },
    // EndNote.
    Written {
        record: "record",
        title: &["titles > title"],
        abstract_: &["> abstract"],
        id: &["> electronic-resource-num", "> rec-number", "> accession-num"],
        ..PLAIN
    },
    // PubMed.
    Written {
        record: "PubmedArticle",
        title: &["Article > ArticleTitle", "Article > VernacularTitle"],
        abstract_: &["Article > Abstract", "OtherAbstract"],
        id: &["MedlineCitation > PMID"],
        ..PLAIN
    },
    Written {
        record: "MedlineCitation",
        title: &["Article > ArticleTitle", "Article > VernacularTitle"],
        abstract_: &["Article > Abstract", "OtherAbstract"],
        id: &["> PMID"],
        ..PLAIN
    },
    Written {
        record: "PubmedBookArticle",
        title: &["BookDocument > ArticleTitle", "Book > BookTitle"],
        abstract_: &["BookDocument > Abstract"],
        id: &["BookDocument > PMID"],
        ..PLAIN
    },
    // JATS.
    Written {
        record: "article",
        title: &["article-meta > title-group > article-title", "> title"],
        abstract_: JATS_ABSTRACT,
        id: &[
            "article-meta > article-id[pub-id-type=doi]",
            "article-meta > article-id[pub-id-type=pmc]",
            "article-meta > article-id[pub-id-type=pmcid]",
            "article-meta > article-id[pub-id-type=pmid]",
            "article-meta > article-id",
            "> doi",
            "> id",
            "@key",
        ],
        ..PLAIN
    },
    // What publishers send to PubMed.
    Written {
        record: "article",
        title: &["> ArticleTitle", "> VernacularTitle"],
        abstract_: &["> Abstract", "> OtherAbstract"],
        id: &["ArticleId[IdType=doi]", "> ELocationID[EIdType=doi]", "ArticleId", "> ELocationID"],
        ..PLAIN
    },
    // Elsevier.
    Written {
        record: "article",
        title: &["> head > title"],
        abstract_: &[
            "> head > abstract[class=author] > abstract-sec",
            "> head > abstract[class!=graphical][class!=author-highlights][class!=teaser]",
        ],
        id: &["> item-info > doi", "> item-info > pii"],
        ..PLAIN
    },
    // TEI, as GROBID writes it.
    Written {
        record: "TEI",
        title: &["titleStmt > title", "analytic > title"],
        abstract_: &["profileDesc > abstract"],
        id: &["sourceDesc idno[type=DOI]", "sourceDesc idno[type=arXiv]", "sourceDesc idno"],
        ..PLAIN
    },
    // DataCite, by itself and in OAI-PMH.
    Written {
        record: "resource",
        title: &["> titles > title"],
        abstract_: &["> descriptions > description[descriptionType=Abstract]"],
        id: &["> identifier"],
        ..PLAIN
    },
    Written {
        record: "record",
        title: &["resource > titles > title"],
        abstract_: &["resource > descriptions > description[descriptionType=Abstract]"],
        id: &["resource > identifier", "header > identifier"],
        ..PLAIN
    },
    // MARC 21.
    Written {
        record: "record",
        title: &["datafield[tag=245] > subfield[code=a]"],
        abstract_: &["datafield[tag=520] > subfield[code=a]"],
        id: &[
            "datafield[tag=024] > subfield[code=a]",
            "controlfield[tag=001]",
            "header > identifier",
        ],
        title_parts: ["", "subfield[code=b]"],
        // The mark in front of what the editors are called.
        cut: r"\s+/$",
        ..PLAIN
    },
    // The ACL Anthology.
    Written {
        record: "paper",
        title: &["> title"],
        abstract_: &["> abstract"],
        id: &["> url", "> id", "> doi", "> bibkey", "@id"],
        ..PLAIN
    },
    // MODS, in OAI-PMH too.
    Written {
        record: "record",
        title: &["mods > titleInfo > title"],
        abstract_: &["mods > abstract"],
        id: &["mods > identifier", "header > identifier"],
        title_parts: ["nonSort", "subTitle"],
        ..PLAIN
    },
    Written {
        record: "mods",
        title: &["> titleInfo > title"],
        abstract_: &["> abstract"],
        id: &["> identifier"],
        title_parts: ["nonSort", "subTitle"],
        ..PLAIN
    },
    // Crossref's deposits.
    Written { record: "journal_article", ..CROSSREF },
    Written { record: "posted_content", ..CROSSREF },
    Written { record: "conference_paper", ..CROSSREF },
    Written { record: "content_item", ..CROSSREF },
    Written { record: "dissertation", ..CROSSREF },
    // What DBLP has beside articles. Others call different things books.
    Written { record: "inproceedings", ..DBLP },
    Written { record: "incollection", ..DBLP },
    Written { record: "phdthesis", ..DBLP },
    Written { record: "mastersthesis", ..DBLP },
    Written { record: "book", marked_by: "key", ..DBLP },
    // Anything else with records.
    Written {
        record: "record",
        title: &["title", "article-title"],
        abstract_: &["abstract", "description"],
        id: &["identifier", "doi", "id"],
        ..PLAIN
    },
];

const CROSSREF: Written = Written {
    title: &["> titles > title"],
    abstract_: &["> abstract"],
    id: &["> doi_data > doi"],
    ..PLAIN
};

const DBLP: Written = Written {
    title: &["> title"],
    abstract_: &["> abstract"],
    id: &["> doi", "@key", "> ee"],
    ..PLAIN
};

/// An element that nobody knows, with a title and an abstract of its own.
const UNKNOWN: Written = Written {
    title: &["> title"],
    abstract_: &["> abstract"],
    id: &["> id", "> identifier", "> doi", "> url", "@id"],
    ..PLAIN
};

/// The id of a page of one paper.
const PAGE_ID: &[&str] = &[
    "meta[name=citation_arxiv_id]@content",
    "meta[name=citation_doi]@content",
    "meta[name=dc.identifier]@content",
    "meta[name=dcterms.identifier]@content",
    "meta[name=citation_pmid]@content",
    "link[rel=canonical]@href",
    "meta[name=citation_abstract_html_url]@content",
    "meta[name=citation_pdf_url]@content",
    "meta[property=og:url]@content",
];

/// Sources of HTML: the first with a record that has both texts wins.
const HTML: [Written; 5] = [
    // A page that says of itself that it is one paper.
    Written {
        record: "html",
        title: &["meta[name=citation_title]@content", "meta[property=citation_title]@content"],
        abstract_: &[
            "meta[name=citation_abstract]@content",
            "meta[property=citation_abstract]@content",
        ],
        id: PAGE_ID,
        ..PLAIN
    },
    // arXiv's listings.
    Written {
        record: "dl > dd",
        title: &[".list-title"],
        abstract_: &["p.mathjax", ".meta > p"],
        id: &["a[title=Abstract]@id", "a[href^=/abs/]@href", "a[title=Abstract]@href"],
        with_before: true,
        left_out: &["descriptor"],
        ..PLAIN
    },
    // arXiv's search.
    Written {
        record: "li.arxiv-result",
        title: &["p.title"],
        abstract_: &["span.abstract-full", "p.abstract"],
        id: &["p.list-title a@href"],
        left_out: &["descriptor", "is-size-7", "has-text-black-bis"],
        ..PLAIN
    },
    // Hugging Face's papers of a day.
    Written {
        record: "article",
        title: &["h3 a", "h3", "h2 a", "h2"],
        abstract_: &["p"],
        id: &["a[href^=/papers/]@href", "h3 a@href", "h2 a@href"],
        needs: &["a[href^=/papers/]", "a[href^=https://huggingface.co/papers/]"],
        ..PLAIN
    },
    // A page of one paper.
    Written {
        record: "html",
        title: &[
            "meta[name=citation_title]@content",
            "meta[name=dc.title]@content",
            "meta[name=dcterms.title]@content",
            "meta[property=citation_title]@content",
            "h1.title",
        ],
        abstract_: &[
            "meta[name=citation_abstract]@content",
            "meta[name=dcterms.abstract]@content",
            "meta[name=dc.description.abstract]@content",
            "meta[name=dc.description]@content",
            "meta[name=dcterms.description]@content",
            "meta[property=citation_abstract]@content",
            "blockquote.abstract",
            "#abstract",
            ".abstract",
        ],
        id: PAGE_ID,
        left_out: &["descriptor"],
        ..PLAIN
    },
];

/// A source, ready for use.
pub(in crate::source) struct MarkupSource {
    pub record: Selector,
    /// The name of the element that a record is.
    pub element: &'static str,
    pub title: Vec<Selector>,
    pub abstract_: Vec<Selector>,
    pub id: Vec<Selector>,
    pub title_parts: [Selector; 2],
    pub needs: Vec<Selector>,
    pub marked_by: &'static str,
    pub cut: Option<Regex>,
    pub not: Option<Regex>,
    pub with_before: bool,
    pub may_wrap: bool,
    pub left_out: &'static [&'static str],
}

impl MarkupSource {
    fn new(written: &Written) -> MarkupSource {
        let all = |list: &[&str]| list.iter().map(|text| Selector::new(text)).collect();
        let regex =
            |text: &str| (!text.is_empty()).then(|| Regex::new(text).expect("a valid expression"));
        MarkupSource {
            record: Selector::new(written.record),
            element: written.record,
            title: all(written.title),
            abstract_: all(written.abstract_),
            id: all(written.id),
            title_parts: written.title_parts.map(Selector::new),
            needs: all(written.needs),
            marked_by: written.marked_by,
            cut: regex(written.cut),
            not: regex(written.not),
            with_before: written.with_before,
            may_wrap: written.may_wrap,
            left_out: written.left_out,
        }
    }
}

/// The sources of XML.
pub(in crate::source) static XML_SOURCES: LazyLock<Vec<MarkupSource>> =
    LazyLock::new(|| XML.iter().map(MarkupSource::new).collect());

/// The sources of HTML.
pub(in crate::source) static HTML_SOURCES: LazyLock<Vec<MarkupSource>> =
    LazyLock::new(|| HTML.iter().map(MarkupSource::new).collect());

/// What is read of an element of XML that no source knows.
pub(in crate::source) static UNKNOWN_SOURCE: LazyLock<MarkupSource> =
    LazyLock::new(|| MarkupSource::new(&UNKNOWN));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::xml;

    /// A document with the element that a selector means, made of the selector: a step is an
    /// element, what stands behind its name are attributes.
    fn document(selector: &str) -> String {
        let parts = Regex::new(r"([.#\[])([\w-]+)(?:\^?=([^\]]*))?\]?").expect("an expression");
        let path = Regex::new(r"^(?:> )?[^@]*").expect("an expression");
        let steps = path.find(selector).map_or("", |path| path.as_str());
        let mark = selector[steps.len()..].strip_prefix('@');
        let (mut begin, mut end) = ("<root>".to_owned(), "</root>".to_owned());
        let steps: Vec<&str> = steps.split_ascii_whitespace().filter(|step| *step != ">").collect();
        for (n, step) in steps.iter().enumerate() {
            let name = step.split(['.', '#', '[']).next().filter(|name| !name.is_empty());
            let name = name.unwrap_or("any");
            begin += &format!("<{name}");
            for part in parts.captures_iter(&step.replace("[!", "[-")) {
                let value = part.get(3).map_or("", |value| value.as_str());
                begin += &match &part[1] {
                    "." => format!(" class=\"a {}\"", &part[2]),
                    "#" => format!(" id=\"{}\"", &part[2]),
                    _ if part[2].starts_with('-') || part[0].contains("!=") => String::new(),
                    _ => format!(" {}=\"{value}\"", &part[2]),
                };
            }
            if let Some(mark) = mark.filter(|_| n + 1 == steps.len()) {
                begin += &format!(" {mark}=\"text\"");
            }
            begin += ">";
            end.insert_str(0, &format!("</{name}>"));
        }
        if let Some(mark) = mark.filter(|_| steps.is_empty()) {
            begin = format!("<root {mark}=\"text\">");
        }
        begin + "text" + &end
    }

    /// Whether a selector is written as one is.
    fn is_selector(text: &str) -> bool {
        const STEP: &str =
            r"(?:[A-Za-z][\w-]*)?(?:[.#][\w-]+|\[[\w-]+(?:\^|!)?=[^\[\]]+\]|\[!?[\w-]+\])*";
        let all = format!(r"^(?:> )?{STEP}(?: (?:> )?{STEP})*(?:@[\w-]+)?$");
        Regex::new(&all).expect("an expression").is_match(text)
    }

    #[test]
    fn every_selector_finds_what_it_is_written_for() {
        for written in XML.iter().chain(&HTML).chain([&UNKNOWN]) {
            let lists = [written.title, written.abstract_, written.id, written.needs].concat();
            assert!(!written.title.is_empty() && !written.abstract_.is_empty());
            let parts = written.title_parts.into_iter().filter(|part| !part.is_empty());
            for text in lists.into_iter().chain(parts) {
                assert!(is_selector(text), "{text}");
                let document = document(text);
                let tree = xml::tree(&document, 0).expect("well-formed");
                let selector = Selector::new(text);
                let found: Vec<usize> = selector.all(&tree, 0, 0..tree.nodes.len()).collect();
                assert_eq!(found.len(), 1, "{text} in {document}");
            }
        }
    }

    #[test]
    fn what_is_mistyped_is_no_selector_or_finds_nothing() {
        for text in ["a[href^=/abs/", ">title", "a > > b", "a@b@c", "a[b=c]]", "div..x"] {
            assert!(!is_selector(text), "{text}");
        }
        for (text, document) in [("title", "titles"), ("> a", "b > a"), ("a[!b]", "a[b=c]")] {
            let document = self::document(document);
            let tree = xml::tree(&document, 0).expect("well-formed");
            let selector = Selector::new(text);
            assert_eq!(selector.all(&tree, 0, 0..tree.nodes.len()).count(), 0, "{text}");
        }
    }
}
