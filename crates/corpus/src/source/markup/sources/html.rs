//! The sources of HTML: lists of papers, and pages of one.

use super::{PLAIN, Written};

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
pub(super) const HTML: [Written; 7] = [
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
        is_clipped: true,
        ..PLAIN
    },
    // Microdata of schema.org.
    Written { record: "[itemtype=https://schema.org/ScholarlyArticle]", ..MICRODATA },
    Written { record: "[itemtype=http://schema.org/ScholarlyArticle]", ..MICRODATA },
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

const MICRODATA: Written = Written {
    title: &[
        "[itemprop=headline]", "h1[itemprop=name]", "h2[itemprop=name]", "h3[itemprop=name]",
        "> [itemprop=name]",
    ],
    abstract_: &["[itemprop=abstract]", "> [itemprop=description]"],
    id: &["a[itemprop=url]@href", "a[itemprop=sameAs]@href", "@itemid"],
    ..PLAIN
};
