//! The sources of XML: feeds, exports of databases, and articles.

use super::{PLAIN, Written};

/// What arXiv's feeds put round a title and an abstract.
const ARXIV_FEED: &str =
    r"(?s)^(?:arXiv:\S+\s+Announce Type:.*?)?Abstract:\s+|\s+\(arXiv:[^()]*\)$";

/// What publishers put in front of an abstract in RSS: the journal, the day and the DOI.
const RSS: &str = r"(?s)^(?:arXiv:\S+\s+Announce Type:.*?)?Abstract:\s+|\s+\(arXiv:[^()]*\)$|^(?:<[^<>]*>\s*)*[^<>.!?]{1,120},\s*(?:<[^<>]*>\s*)*Published online:\s*[^<>;]{4,40};\s*(?:<[^<>]*>\s*)*doi:\s*10\.\d+/[^\s<>]+(?:\s*</[^<>]*>)*\s*";

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
    "> articleinfo > abstract",
];

/// Sources of XML. Several may have records of one name: the first with both texts in a record
/// wins, or else with a title.
pub(super) const XML: [Written; 39] = [
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
        fuller: &["> encoded"],
        cut: RSS,
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
    // OAI-PMH with JATS.
    Written {
        record: "record",
        title: &["article-meta > title-group > article-title"],
        abstract_: JATS_ABSTRACT,
        id: &["header > identifier", "article-meta > article-id"],
        needs: &["metadata article-meta > title-group"],
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
        is_described: true,
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
        title: &[
            "article-meta > title-group > article-title",
            "> title",
            "> article_title",
            "@title",
        ],
        abstract_: JATS_ABSTRACT,
        id: &[
            "article-meta > article-id[pub-id-type=doi]",
            "article-meta > article-id[pub-id-type=pmc]",
            "article-meta > article-id[pub-id-type=pmcid]",
            "article-meta > article-id[pub-id-type=pmid]",
            "article-meta > article-id",
            "> doi",
            "> articleinfo > articledoi",
            "> id",
            "@key",
            "@id",
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
    // What HAL lists in a TEI document.
    Written {
        record: "biblFull",
        title: &["titleStmt > title", "analytic > title"],
        abstract_: &["profileDesc > abstract"],
        id: &[
            "publicationStmt > idno[type=halId]",
            "sourceDesc idno[type=doi]",
            "publicationStmt > idno",
            "sourceDesc idno",
        ],
        is_described: true,
        ..PLAIN
    },
    // DataCite, by itself and in OAI-PMH.
    Written {
        record: "resource",
        title: &["> titles > title[!titleType]", "> titles > title"],
        abstract_: &["> descriptions > description[descriptionType=Abstract]"],
        is_described: true,
        id: &["> identifier"],
        ..PLAIN
    },
    Written {
        record: "record",
        title: &["resource > titles > title[!titleType]", "resource > titles > title"],
        abstract_: &["resource > descriptions > description[descriptionType=Abstract]"],
        is_described: true,
        id: &["resource > identifier", "header > identifier"],
        ..PLAIN
    },
    // OAI-PMH with DSpace's own format.
    Written {
        record: "record",
        title: &["element[name=dc] > element[name=title] field[name=value]"],
        abstract_: &[
            "element[name=dc] > element[name=description] > element[name=abstract] field[name=value]",
        ],
        id: &["header > identifier"],
        is_described: true,
        ..PLAIN
    },
    // OAI-PMH with another one of DSpace's.
    Written {
        record: "record",
        title: &["dim > field[element=title][!qualifier]"],
        abstract_: &["dim > field[element=description][qualifier=abstract]"],
        id: &["header > identifier"],
        is_described: true,
        ..PLAIN
    },
    // Dublin Core without a frame.
    Written {
        record: "dc",
        title: &["> title"],
        abstract_: &["> abstract", "> description"],
        id: &["> identifier"],
        is_described: true,
        may_wrap: true,
        ..PLAIN
    },
    // The interfaces of Elsevier.
    Written { record: "full-text-retrieval-response", ..ELSEVIER },
    Written { record: "abstracts-retrieval-response", ..ELSEVIER },
    // The interface of Springer.
    Written {
        record: "message",
        marked_by: "xmlns:pam",
        title: &["head > article > title"],
        abstract_: &["> body > p", "> body"],
        id: &["head > article > identifier", "head > article > doi"],
        ..PLAIN
    },
    // Solr.
    Written {
        record: "doc",
        title: &[
            "> str[name=title]",
            "> arr[name=title] > str",
            "> str[name=title_display]",
            "> str[name=dctitle]",
        ],
        abstract_: &[
            "> str[name=abstract]",
            "> arr[name=abstract] > str",
            "> str[name=abstract_display]",
            "> str[name=dcdescription]",
        ],
        id: &[
            "> str[name=doi]",
            "> str[name=id]",
            "> arr[name=dcdoi] > str",
            "> str[name=dcdocid]",
        ],
        ..PLAIN
    },
    // Rows of a database.
    Written {
        record: "row",
        title: &["> field[name=title]", "> title"],
        abstract_: &["> field[name=abstract]", "> abstract"],
        id: &["> field[name=doi]", "> field[name=id]", "> doi", "> id", "@id"],
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
        title: &["metadata > mods > titleInfo[!type] > title", "mods > titleInfo > title"],
        abstract_: &["metadata > mods > abstract", "mods > abstract"],
        id: &["header > identifier", "mods > identifier"],
        needs: &["metadata > mods > titleInfo"],
        title_parts: ["nonSort", "subTitle"],
        ..PLAIN
    },
    Written {
        record: "mods",
        title: &["> titleInfo[!type] > title", "> titleInfo > title"],
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
        is_described: true,
        ..PLAIN
    },
];

const CROSSREF: Written = Written {
    title: &["> titles > title"],
    abstract_: &["> abstract"],
    id: &["> doi_data > doi"],
    ..PLAIN
};

const ELSEVIER: Written = Written {
    title: &["coredata > title"],
    abstract_: &["coredata > description"],
    id: &["coredata > doi", "coredata > identifier"],
    ..PLAIN
};

const DBLP: Written = Written {
    title: &["> title"],
    abstract_: &["> abstract"],
    id: &["> doi", "@key", "> ee"],
    ..PLAIN
};

/// An element that nobody knows, with a title and an abstract of its own.
pub(super) const UNKNOWN: Written = Written {
    title: &["> title", "> article_title", "> ArticleTitle", "> article-title"],
    abstract_: &["> abstract", "> abstractText", "> abstract_text", "> summary"],
    id: &["> id", "> identifier", "> doi", "> pmid", "> url", "@id"],
    ..PLAIN
};
