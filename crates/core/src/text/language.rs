//! The language of a text, or that it cannot be told.
//!
//! Two things tell it. The script does for Russian, Chinese, Japanese and Korean. For languages in
//! Latin letters the function words do: the sixty that are most common in each, of which one that
//! several languages share counts for less. Where a text is long and its function words say
//! nothing, trigrams do (the crate `whatlang`, where it calls its answer reliable).
//!
//! A title has few function words, so that many are [`Language::Unknown`]: a rule for one language
//! may be tried on those, and never on a text that is known to be in another.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use whatlang::Lang;
use xxhash_rust::xxh3::Xxh3Default;

/// A language of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Portuguese.
    Portuguese,
    /// Italian.
    Italian,
    /// Dutch.
    Dutch,
    /// Russian.
    Russian,
    /// Chinese.
    Chinese,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
    /// None of these.
    Other,
    /// It cannot be told.
    Unknown,
}

/// The languages in Latin letters, in the order of their scores.
const LATIN: [Language; 7] = [
    Language::English,
    Language::German,
    Language::French,
    Language::Spanish,
    Language::Portuguese,
    Language::Italian,
    Language::Dutch,
];

/// Where some of them stand in that order.
const ENGLISH: usize = 0;
const FRENCH: usize = 2;
const ITALIAN: usize = 5;

/// The function words of each, with a space between them.
const FUNCTION_WORDS: [&str; 7] = [
    "the of and to in a is that for it as was with be by on not he his but at are this have from which or had we an they were their has been \
     its these can our between than more also such using into other both may when there how most through where each while does only",
    "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer \
     um am sind noch wie einem über einen so zum haben nur oder aber vor zur bis mehr durch sowie wurde diese dieser zwischen können wir kann",
    "de la le et les des en un du une que est pour qui dans à a par plus pas au sur ne se ce il sont avec ou son aux cette nous être ont ces mais \
     comme sa été entre leur deux elle on fait sans peut ainsi même dont très où l'on afin lors notre d'une d'un l'analyse chez leurs donc",
    "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha este sí porque esta entre cuando muy sin \
     sobre ser tiene también me hasta hay donde quien desde todo nos durante estos uno ni contra ese fueron son está han estas mediante según",
    "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já \
     está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas foram são através sobre este esta",
    "di e il la che in a per è un una del della con non si da le i dei al come più alla nel ma sono lo delle anche ha nella dal questo tra gli \
     degli o dalla se ai su questa sul essere stato cui loro sulla ed alle ad quale molto quando nei negli ogni così ci attraverso hanno",
    "de van het een en in is dat op te zijn met voor niet aan er om ook als bij uit door maar naar dan die werd of over tot deze hij nog wordt \
     zich worden dit heeft was onder hun kan meer tussen geen al veel moet waar zo we ze hebben had wel werden na omdat zoals tegen onze",
];

/// A function word.
#[derive(Default)]
struct FunctionWord {
    /// Which one it is, counted from 0.
    number: usize,
    /// The languages that have it.
    languages: Vec<usize>,
}

/// Function words by themselves.
type ByName = HashMap<&'static str, FunctionWord, BuildHasherDefault<Xxh3Default>>;

/// All function words.
static FUNCTION_WORD: LazyLock<ByName> = LazyLock::new(|| {
    let mut all = ByName::default();
    for (n, words) in FUNCTION_WORDS.iter().enumerate() {
        for word in words.split_whitespace() {
            let number = all.len();
            let known = all.entry(word).or_insert(FunctionWord { number, languages: vec![] });
            known.languages.push(n);
        }
    }
    all
});

/// Whether `word` (in lower case) is a function word of one of the languages in Latin letters.
///
/// ```
/// use abslint_core::text::language::is_function_word;
///
/// assert!(is_function_word("ou") && is_function_word("nach"));
/// assert!(!is_function_word("sheep"));
/// ```
pub fn is_function_word(word: &str) -> bool {
    FUNCTION_WORD.contains_key(word)
}

impl Language {
    /// Whether it is English, or too little was said to tell.
    pub fn may_be_english(self) -> bool {
        matches!(self, Language::English | Language::Unknown)
    }

    /// That of `text`.
    ///
    /// ```
    /// use abslint_core::text::Language;
    ///
    /// assert_eq!(Language::of("Wir zählen die Schafe auf der Weide."), Language::German);
    /// assert_eq!(Language::of("Sheep Counting"), Language::Unknown);
    /// ```
    pub fn of(text: &str) -> Language {
        match Scripts::of(text).language() {
            Some(language) => language,
            None => by_function_words(text),
        }
    }
}

/// How many letters of a text are of which script.
#[derive(Default)]
struct Scripts {
    latin: usize,
    cyrillic: usize,
    /// Cyrillic letters that Russian does not have.
    not_russian: usize,
    han: usize,
    kana: usize,
    hangul: usize,
    other: usize,
}

impl Scripts {
    fn of(text: &str) -> Scripts {
        let mut scripts = Scripts::default();
        if text.is_ascii() {
            return scripts;
        }
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            *match c {
                'a'..='z' | 'A'..='Z' | '\u{AA}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
                    &mut scripts.latin
                }
                'і' | 'ї' | 'є' | 'ґ' | 'ў' | 'ј' | 'љ' | 'њ' | 'ћ' | 'ђ' | 'ќ' | 'ѓ' => {
                    &mut scripts.not_russian
                }
                '\u{400}'..='\u{52F}' => &mut scripts.cyrillic,
                '\u{3040}'..='\u{30FF}' => &mut scripts.kana,
                '\u{AC00}'..='\u{D7AF}' | '\u{1100}'..='\u{11FF}' => &mut scripts.hangul,
                '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => {
                    &mut scripts.han
                }
                // Greek letters, and those of other alphabets, are also symbols.
                '\u{370}'..='\u{3FF}' | '\u{2100}'..='\u{214F}' | '\u{1D400}'..='\u{1D7FF}' => {
                    continue;
                }
                _ => &mut scripts.other,
            } += 1;
        }
        scripts
    }

    /// The language that the script tells; `None` for Latin letters, and where there are too few
    /// others.
    fn language(&self) -> Option<Language> {
        /// A sign of Chinese, Japanese or Korean says as much as so many letters.
        const LETTERS: usize = 4;
        let east_asian = self.han + self.kana + self.hangul;
        let cyrillic = self.cyrillic + self.not_russian;
        if east_asian * LETTERS > self.latin.max(cyrillic) && east_asian >= 2 {
            return Some(match () {
                () if self.hangul > self.han + self.kana => Language::Korean,
                // Every sentence of Japanese has more than one syllable in ten.
                () if self.kana * 10 > east_asian => Language::Japanese,
                () => Language::Chinese,
            });
        }
        if cyrillic > self.latin {
            return Some(if self.not_russian * 50 > cyrillic {
                Language::Other
            } else {
                Language::Russian
            });
        }
        (self.other > self.latin && self.other >= 3).then_some(Language::Other)
    }
}

/// The language whose function words a text has.
fn by_function_words(text: &str) -> Language {
    /// Points of the best language; a word that it has for itself is one.
    const LEAST: f32 = 1.5;
    /// The points of one in so many words.
    const ONE_IN: f32 = 14.0;
    /// So many times the points of the second best.
    const CLEARLY: f32 = 1.6;
    let FunctionWords { scores, different, words } = FunctionWords::of(text);
    let mut ranked: Vec<usize> = (0..LATIN.len()).collect();
    ranked.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    let (best, second) = (ranked[0], ranked[1]);
    // Titles of English hold a word or two of others (`la`, `die`, `par`).
    let is_more_than_a_loan =
        best == ENGLISH || different[best] >= if different[ENGLISH] == 0 { 2 } else { 4 };
    let is_clear = scores[best] >= LEAST
        && scores[best] * ONE_IN >= words as f32
        && scores[best] >= CLEARLY * scores[second];
    if is_clear && is_more_than_a_loan { LATIN[best] } else { by_trigrams(text) }
}

/// The function words of a text, by language.
#[derive(Default)]
struct FunctionWords {
    /// The points of each of the [`LATIN`] languages.
    scores: [f32; LATIN.len()],
    /// How many different words of each there are.
    different: [usize; LATIN.len()],
    /// How many words the text has, of whatever kind.
    words: usize,
}

impl FunctionWords {
    fn of(text: &str) -> FunctionWords {
        let mut found = FunctionWords::default();
        let mut seen = vec![false; FUNCTION_WORD.len()];
        for word in words(text) {
            found.words += 1;
            // No function word is longer, and a capital in the middle is a name's.
            if word.len() > 12
                || word.chars().skip(1).any(char::is_uppercase)
                || word.len() == 1 && word.starts_with(char::is_uppercase)
            {
                continue;
            }
            let lower = lower(word);
            if let Some(FunctionWord { number, languages }) = FUNCTION_WORD.get(lower.as_ref()) {
                let is_new = !std::mem::replace(&mut seen[*number], true);
                for &n in languages {
                    found.scores[n] += 1.0 / languages.len() as f32;
                    found.different[n] += usize::from(is_new);
                }
            } else if let Some(languages) = elided(&lower) {
                languages.iter().for_each(|n| found.scores[*n] += 1.0 / languages.len() as f32);
            }
        }
        found
    }
}

/// A word in lower case, with the plain apostrophe; most words of a text are so already.
fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'') {
        word.into()
    } else {
        word.to_lowercase().replace('’', "'").into()
    }
}

/// The languages in which a word begins with an article or a particle that lost its vowel: `qu'il`,
/// `l'abbé`, `l'aiuto`.
fn elided(word: &str) -> Option<&'static [usize]> {
    match word.split_once('\'')?.0 {
        "qu" | "n" | "s" | "c" => Some(&[FRENCH]),
        "l" | "d" => Some(&[FRENCH, ITALIAN]),
        _ => None,
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphabetic() || c == '\'' || c == '’';
    text.split(move |c| !is_part(c))
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| !word.is_empty())
}

/// The language that trigrams tell of a long text.
fn by_trigrams(text: &str) -> Language {
    /// Shorter texts hold too few of them, in bytes.
    const SHORTEST: usize = 300;
    let told = (text.len() >= SHORTEST)
        .then(|| whatlang::detect(text))
        .flatten()
        .filter(|told| told.is_reliable());
    match told.map(|told| told.lang()) {
        None => Language::Unknown,
        Some(Lang::Eng) => Language::English,
        Some(Lang::Deu) => Language::German,
        Some(Lang::Fra) => Language::French,
        Some(Lang::Spa) => Language::Spanish,
        Some(Lang::Por) => Language::Portuguese,
        Some(Lang::Ita) => Language::Italian,
        Some(Lang::Nld) => Language::Dutch,
        Some(_) => Language::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_of_every_language() {
        for (language, text) in [
            (Language::English, "We count the sheep of a meadow with seven cheap cameras."),
            (
                Language::German,
                "Wir zählen die Schafe auf einer Weide mit sieben billigen Kameras.",
            ),
            (Language::French, "Nous comptons les moutons d'un pré avec sept caméras bon marché."),
            (
                Language::Spanish,
                "Contamos las ovejas de un prado con siete cámaras y sin ayuda del pastor.",
            ),
            (
                Language::Portuguese,
                "Contamos as ovelhas de um prado com sete câmaras e não com a ajuda do pastor.",
            ),
            (
                Language::Italian,
                "Contiamo le pecore di un prato con sette telecamere e non con l'aiuto del pastore.",
            ),
            (
                Language::Dutch,
                "We tellen de schapen van een weide met zeven goedkope camera's en het is niet moeilijk.",
            ),
            (Language::Russian, "Мы считаем овец на лугу семью дешёвыми камерами."),
            (Language::Chinese, "我们用七台便宜的相机数草地上的羊。"),
            (Language::Japanese, "七台の安いカメラで牧草地の羊を数えます。"),
            (Language::Korean, "우리는 일곱 대의 카메라로 양을 센다."),
            (Language::Other, "Рахуємо овець на лузі сімома дешевими камерами, і їх є багато."),
            (Language::Other, "نحن نعد الأغنام في المرج"),
        ] {
            assert_eq!(Language::of(text), language, "{text}");
        }
    }

    #[test]
    fn titles_and_formulas_of_english_are_no_other_language() {
        for text in [
            "",
            "Sheep",
            "GANs",
            "Die Another Day",
            "La La Land",
            "DE-GAN: A Dual Encoder",
            "On Par: ViT on Die Images",
            "σ-algebras and α-stable laws",
            "Deep Residual Learning",
            "In Van Gogh's Hand",
            "An der Waals",
            "x = 1",
            "CIFAR-10 en masse",
            "A Posteriori Estimates",
            "Le Cam's method",
        ] {
            let told = Language::of(text);
            assert!(matches!(told, Language::Unknown | Language::English), "{text}: {told:?}");
        }
    }
}
