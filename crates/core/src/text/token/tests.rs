//! Members and look-alikes of every kind, and what holds for every text.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{Case, TokenKind, next_of_any, tokens};

/// The tokens of `kind` in `text`.
fn of_kind(kind: TokenKind, text: &str) -> Vec<&str> {
    tokens(text)
        .into_iter()
        .filter(|token| token.kind == kind)
        .map(|token| token.span.slice(text))
        .collect()
}

/// The tokens of `text` with their kinds, to be shown.
fn read(text: &str) -> Vec<(&str, TokenKind)> {
    tokens(text).into_iter().map(|token| (token.span.slice(text), token.kind)).collect()
}

/// Each member is one token of the kind, by itself and in a sentence; no token of a look-alike is
/// one.
fn table(kind: TokenKind, members: &[&str], look_alikes: &[&str]) {
    assert!(members.len() >= 10 && look_alikes.len() >= 10, "{kind:?}");
    let in_sentence = |member: &str| format!("We saw {member}, of course.");
    let is_missed = |member: &&&str| {
        of_kind(kind, member) != [**member]
            || !of_kind(kind, &in_sentence(member)).contains(*member)
    };
    let missed: Vec<String> = members
        .iter()
        .filter(is_missed)
        .map(|member| format!("{:?}", read(&in_sentence(member))))
        .collect();
    let taken: Vec<String> = look_alikes
        .iter()
        .filter(|text| !of_kind(kind, text).is_empty())
        .map(|text| format!("{:?}", read(text)))
        .collect();
    assert!(
        missed.is_empty() && taken.is_empty(),
        "{kind:?}: missed {missed:#?}, taken {taken:#?}"
    );
}

#[test]
fn words() {
    table(
        TokenKind::Word(Case::Lower),
        &[
            "sheep", "don't", "naïve", "über", "l'abbé", "author’s", "e.g.", "i.e.", "été",
            "relabel",
        ],
        &[
            "Sheep", "SHEEP", "x_i", "grid_sample", "sim2real", "12", "GPT-3.5", "O(n)",
            "numpy.array", "羊",
        ],
    );
    table(
        TokenKind::Word(Case::Title),
        &["Sheep", "A", "Élan", "Don't", "Über", "I", "Ämter", "Ångström", "Ωmega", "Жук"],
        &[
            "sheep", "SHEEP", "DeepLab", "McDonald", "U.S.", "Node.js", "X_i", "R^d", "1990s",
            "Psi4",
        ],
    );
    table(
        TokenKind::Word(Case::Upper),
        &["SHEEP", "MRI", "U.S.", "GAN", "EU", "ÉTÉ", "CLIP", "DNA", "НАТО", "AI"],
        &["Sheep", "A", "MRIs", "GPT-3.5", "CIFAR-10", "H2O", "C++", "B0", "t-SNE", "P@10"],
    );
    table(
        TokenKind::Word(Case::Mixed),
        &["MRIs", "McDonald", "CNNs", "pH", "PhD", "SELFie", "MacArthur", "GANs", "LLMs", "DNNs"],
        &[
            "sheep", "Sheep", "SHEEP", "DeepLab", "iPhone", "JAXBElement", "ResNet50",
            "GitHub.com", "e.g.", "F1-score",
        ],
    );
    table(
        TokenKind::Word(Case::Uncased),
        &["羊", "我们用", "カメラ", "양을", "שלום", "مرحبا", "नमस्ते", "สวัสดี", "相机", "ひらがな"],
        &["sheep", "A", "12", "Ж", "é", "x_i", "...", "( )", "β", "Ω"],
    );
}

#[test]
fn numbers_and_quantities() {
    table(
        TokenKind::Number,
        &["42", "1,000", "3.14", "1,000.5", "1e-5", "2.5E+3", "2nd", "1990s", "21st", "007"],
        &[
            "B0", "25%", "10 ms", "2.7x", "3.5.1", "F1-score", "v2.0", "256×256", "wu2018mixed",
            "[12]",
        ],
    );
    table(
        TokenKind::Quantity,
        &["25%", "10 ms", "5kg", "2.7x", "3pm", "1.5 GB", "37 °C", "100 Hz", "2.5×", "10 %"],
        &["42", "5 g", "3 s", "2nd", "10 models", "3D", "256x256", "5 A", "12 monkeys", "16times"],
    );
}

#[test]
fn addresses() {
    table(
        TokenKind::Url,
        &[
            "https://example.org",
            "http://example.org/a_b",
            "https://example.org/a(b)",
            "www.example.org",
            "github.com/u/r",
            "ftp://example.org/x.zip",
            "HTTPS://EXAMPLE.ORG",
            "https://example.org/?q=1&r=2",
            "x.github.io/y",
            "http://example.org/~name",
            "https://[::1]/x",
        ],
        &[
            "example.org", "and/or", "a@example.org", "https", "http:", "https://", "www", "://x",
            "e.g./i.e.", "1/2",
        ],
    );
    table(
        TokenKind::Host,
        &[
            "example.org", "www2.example.com", "arxiv.org", "GitHub.com", "x.github.io",
            "mail.example.co", "site.it.org", "a-b.example.net", "foo.bar.it", "data.gov",
        ],
        &[
            "Node.js", "e.g.", "model.py", "results.it", "end.In", "3.14", "torch.nn",
            "a@example.org", "https://example.org", "U.S.",
        ],
    );
    table(
        TokenKind::Email,
        &[
            "a@example.org", "first.last@example.org", "a+b@example.com", "x_y@example.net",
            "n-m@mail.example.org", "A@Example.org", "a1@example.io", "someone@uni.de",
            "who@cs.example.edu", "me@b.co.uk",
        ],
        &[
            "recall@1", "P@10", "@name", "a@b", "a@", "mAP@0.5", "example.org", "a at example.org",
            "top@five", "x@y.nothing",
        ],
    );
    table(
        TokenKind::Path,
        &[
            "/usr/lib", "train.csv", "data/train.json", "./run.sh", "../a/b", "~/work",
            "C:\\data\\x", "model.py", "src/my_code/main", "/home/u/x.txt", "README.md",
        ],
        &[
            "and/or", "encoder/decoder", "e.g.", "Node.js", "1/2", "example.org", "he/she/they",
            "numpy.array", "a / b", "km/h", "...",
        ],
    );
}

#[test]
fn identifiers() {
    table(
        TokenKind::Identifier,
        &[
            "numpy.array", "java.util.concurrent", "JAXBElement", "GPT-3.5", "Psi4NumPy",
            "F1-score", "grid_sample", "DeepLab", "iPhone", "COVID-19", "t-SNE", "U-Net", "C++",
            "C#", "sim2real", "std::vec", "recall@1", "Node.js", "v2.0", "H2O", "__init__", "B0",
            "CIFAR-10", "3.5.1", "ResNet50", "SARS-CoV-2",
        ],
        &[
            "sheep", "well-known", "x-ray", "detection.Both", "i.e.", "MRIs", "McDonald", "1990s",
            "2nd", "10-fold", "and/or", "x_i", "a:b", "3.14", "2018-2020", "state-of-the-art",
            "U.S.",
        ],
    );
}

#[test]
fn code_and_citations() {
    table(
        TokenKind::Code,
        &[
            "`x`", "`pip install x`", "``a`b``", "`f(x)`", "```\ncode\n```", "`a.b`", "`--flag`",
            "`don't`", "`'s'`", "`a b c`",
        ],
        &[
            "`teacher'", "``big''", "`a' and `b'", "a ` b", "``a'' and ``b''", "'x'", "`", "``",
            "` x `", "\"x\"",
        ],
    );
    table(
        TokenKind::Citation,
        &[
            "[12]",
            "[1, 2]",
            "[3-5]",
            "[7–9]",
            "(Smith et al., 2020)",
            "(Smith, 2020a)",
            "(Smith and Jones, 2019; Lee, 2021)",
            "(see Smith & Lee 1999)",
            r"\cite{a,b}",
            r"\citep[p.~3]{c}",
            "wu2018mixed",
            "[Vas+17]",
            "[Smith et al., 2020]",
            r"\textcite{x}",
        ],
        &[
            "[0, 1]", "a[1]", "[2020]", "(2020)", "(May 2020)", "(Figure 3)", "(CVPR, 2020)",
            "[x]", "covid2019", "[0.5, 1]", "(June, 2020)", r"\emph{x}", "(see below)", "(12)",
        ],
    );
}

#[test]
fn formulas() {
    table(
        TokenKind::DelimitedFormula,
        &[
            r"$x$",
            r"$x_i^2$",
            r"\(x\)",
            r"\[x = 1\]",
            r"$$a+b$$",
            r"$\alpha$",
            r"$256\times256$",
            r"\(O(n)\)",
            r"$n=5$",
            r"$\mathcal{O}(n \log n)$",
        ],
        &["$5", "from $5 to $10", r"\$5", "$ x", r"\(", r"\[ x", "$", "$$", "US$ 3", r"\emph{x}"],
    );
    table(
        TokenKind::BareFormula,
        &[
            "x_i^2", "O(n)", "O(log n)", "256×256", "256x256", "p<0.05", "p < 0.05", "x_t", "R^d",
            "10^{-3}", "n = 5", "f(x)", "a+b=c", "k=3", "x_{i,j}", "O(n^2)", "L^2", "10^5",
            "3 ± 0.5", "x ∈ R^d",
        ],
        &[
            "grid_sample", "and/or", "Plug & Play", "A/B testing", "x-ray", "3.14", "2018-2020",
            "I + you", "x_train", "R(ay)", "well-known", "a - b", "sheep(s)", "10 x faster",
            "f(unction)",
        ],
    );
}

#[test]
fn markup() {
    table(
        TokenKind::Tag,
        &[
            "<i>", "</i>", "<br/>", "<br />", "<jats:p>", "</jats:sec>", "<sub>", "<mml:math>",
            "<a href=\"x\">", "<P>",
        ],
        &[
            "< 5", "p < 0.05", "<image, verb>", "<s>", "</mask>", "a <b c> d", "<i then", "<>",
            "<<i", "x<y>z",
        ],
    );
    table(
        TokenKind::Entity,
        &[
            "&amp;", "&lt;", "&#8217;", "&#x3b1;", "&mdash;", "&nbsp;", "&alpha;", "&eacute;",
            "&quot;", "&times;",
        ],
        &["&", "AT&T;", "Q&A;", "R&D", "& amp;", "&unknown;", "&;", "a & b;", "&#;", "&amp"],
    );
    table(
        TokenKind::Command,
        &[
            r"\emph", r"\alpha", r"\%", r"\'", r"\&", r"\textbf", r"\LaTeX", r"\_", r"\method",
            r"\,",
        ],
        &["emph", "/", r"\cite{x}", r"\(x\)", r"C:\data\x", "%", r"\[x\]", r"\ ", "\\", "\\\n"],
    );
}

#[test]
fn signs_and_spaces() {
    table(
        TokenKind::Bracket,
        &["(", ")", "[", "]", "{", "}", "（", "）", "⌊", "⟩"],
        &["<", ">", "/", "|", "[12]", "O(n)", "“", "x_{i}", "«", "'"],
    );
    table(
        TokenKind::Control,
        &[
            "\u{1}", "\u{7F}", "\u{200B}", "\u{FEFF}", "\u{AD}", "\u{8}\u{8}", "\u{200E}",
            "\u{9D}", "\u{2060}", "\u{1B}",
        ],
        &["\t", "\n", " ", "\u{A0}", "\u{2028}", "a", ".", "\u{3000}", "-", "\r"],
    );
    table(
        TokenKind::Punctuation,
        &[".", ",", ";", ":", "!", "?", "-", "“", "…", "×", "%", "@", "~", "&", "|"],
        &["a", "1", "(", " ", "x_i", "[12]", "&amp;", "\u{1}", "e.g.", "25%"],
    );
    for space in
        [" ", "\t", "\n", "\u{A0}", "\u{2003}", "  ", "\r\n", "\u{3000}", "\u{2028}", " \n "]
    {
        assert_eq!(of_kind(TokenKind::Space, space), [space]);
    }
    for text in ["a", ".", "\u{200B}", "\u{AD}", "10 ms", "p < 0.05", "_", "\u{1}", "é", "-"] {
        assert!(of_kind(TokenKind::Space, text).is_empty(), "{text:?}");
    }
}

fn assert_covered(text: &str) {
    let joined: String = tokens(text).iter().map(|token| token.span.slice(text)).collect();
    assert_eq!(joined, text);
    assert!(tokens(text).iter().all(|token| token.span.start() < token.span.end()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn tokens_are_the_text(text in "\\PC{0,200}|[$\\\\(){}\\[\\].,`<>&;@/:_^=x0-9a-zA-Z 羊é\u{AD}\n-]{0,300}") {
        assert_covered(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn plain_words_are_what_the_readers_say(text in "([a-zA-Z]{1,4}[ .,;!?)\n0x_^(-]{0,2}){0,40}") {
        for token in tokens(&text) {
            let read = next_of_any(&text, token.span.start());
            prop_assert_eq!(read, Some((token.span.end(), token.kind)));
        }
    }
}

/// The least of a few times that it takes to read a text.
fn time(text: &str) -> Duration {
    let once = || {
        let start = Instant::now();
        std::hint::black_box(tokens(text));
        start.elapsed()
    };
    (0..2).map(|_| once()).min().unwrap_or_default()
}

#[test]
fn the_time_is_linear_in_the_length() {
    for piece in [
        "(", "[", "{", "$", "\\(", "\\[", ".", "a.", "`", "<", "<a ", "&", "&a", "a@", "a/", "x^",
        "x_{", "O(", "1,", "a-", "\\cite{", "www.", "1x", "a'", "(A, ",
    ] {
        let [short, long] = [2_000, 16_000].map(|n| piece.repeat(n / piece.len()));
        assert_covered(&short);
        // Eight times as long. A look to the end of the text from each byte would take 64 times as
        // long; what is above eight is for a machine that has other work, too.
        assert!(time(&long) < 32 * time(&short) + Duration::from_millis(50), "{piece:?}");
    }
}
