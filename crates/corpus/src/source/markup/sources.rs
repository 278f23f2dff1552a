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
    cut: "",
    not: "",
    with_before: false,
    may_wrap: false,
    left_out: &[],
};

/// What arXiv's feeds put round a title and an abstract.
const ARXIV_FEED: &str =
    r"(?s)^(?:arXiv:\S+\s+Announce Type:.*?)?Abstract:\s+|\s+\(arXiv:[^()]*\)$";

/// Sources of XML. Several may have records of one name: the first with both texts in a record
/// wins, or else with a title.
const XML: [Written; 22] = [
    // Atom: arXiv's API and others.
    Written {
        record: "entry",
        title: &["> title"],
        abstract_: &["> summary", "> abstract", "> content"],
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
        abstract_: &["article-meta > abstract", "article-meta > trans-abstract", "> abstract"],
        id: &[
            "article-meta > article-id[pub-id-type=doi]",
            "article-meta > article-id[pub-id-type=pmc]",
            "article-meta > article-id[pub-id-type=pmcid]",
            "article-meta > article-id[pub-id-type=pmid]",
            "article-meta > article-id",
            "> doi",
            "> id",
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
        abstract_: &["> head > abstract[class=author] > abstract-sec", "> head > abstract"],
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
        id: &["datafield[tag=024] > subfield[code=a]", "controlfield[tag=001]"],
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
        ..PLAIN
    },
    Written {
        record: "mods",
        title: &["> titleInfo > title"],
        abstract_: &["> abstract"],
        id: &["> identifier"],
        ..PLAIN
    },
    // Crossref's deposits.
    Written {
        record: "journal_article",
        title: &["> titles > title"],
        abstract_: &["> abstract"],
        id: &["> doi_data > doi"],
        ..PLAIN
    },
    Written {
        record: "posted_content",
        title: &["> titles > title"],
        abstract_: &["> abstract"],
        id: &["> doi_data > doi"],
        ..PLAIN
    },
    Written {
        record: "conference_paper",
        title: &["> titles > title"],
        abstract_: &["> abstract"],
        id: &["> doi_data > doi"],
        ..PLAIN
    },
    // Anything else with records.
    Written {
        record: "record",
        title: &["title", "article-title"],
        abstract_: &["abstract", "description"],
        id: &["identifier", "doi", "id"],
        ..PLAIN
    },
];

/// Sources of HTML: the first with a record that has both texts wins.
const HTML: [Written; 4] = [
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
        id: &[
            "meta[name=citation_arxiv_id]@content",
            "meta[name=citation_doi]@content",
            "meta[name=dc.identifier]@content",
            "meta[name=dcterms.identifier]@content",
            "meta[name=citation_pmid]@content",
            "link[rel=canonical]@href",
            "meta[name=citation_abstract_html_url]@content",
            "meta[name=citation_pdf_url]@content",
            "meta[property=og:url]@content",
        ],
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_expression_is_one() {
        assert_eq!((XML_SOURCES.len(), HTML_SOURCES.len()), (XML.len(), HTML.len()));
    }
}
