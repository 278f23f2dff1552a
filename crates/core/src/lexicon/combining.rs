//! Combining forms of Greek and Latin, of which medicine and chemistry make terms without end.
//!
//! No dictionary holds all of what `-itis` and `hepato-` make. A cut through such
//! a form, or at it, parts no two words. The endings of drugs are the stems of
//! the WHO ("The use of stems in the selection of International Nonproprietary
//! Names", 2018); those of compounds are the suffixes of IUPAC's nomenclature of
//! organic chemistry (2013, P-31 to P-66), and of enzymes and sugars of its
//! biochemical part; the others are in every table of medical terminology. Forms
//! that are words of their own in many texts (`protein`, `virus`, `graph`) are left out.

/// What terms end with.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    // Names of drugs.
    "azepam", "azole", "bactam", "caine", "cillin", "conazole", "coxib", "cycline", "dipine", "floxacin", "fungin", "gliptin", "glitazone",
    "lukast", "micin", "mycin", "nidazole", "olol", "oxacin", "parin", "prazole", "profen", "sartan", "semide", "setron", "statin", "terol",
    "thiazide", "tidine", "tinib", "triptan", "vastatin", "vudine", "zumab", "ximab", "mab", "nib", "vir",
    // Compounds, enzymes and sugars.
    "aldehyde", "amide", "amine", "ane", "anol", "ase", "azine", "borane", "ene", "enol", "furan", "imide", "imine", "ketone",
    "lactam", "lactone", "nitrile", "oic", "oside", "oxane", "phenol", "phenone", "pyran", "quinone",
    "silane", "sterol", "sulfate", "thiol", "uria", "ylene", "yne", "zoate", "globin", "zyme",
    // Parts and states of the body, and what is done about them.
    "aemia", "algia", "blast", "cele", "centesis", "clasis", "coccus", "crine", "cyte", "cytes", "cytosis", "desis", "dynia", "ectasis", "ectomy",
    "emesis", "emia", "genesis", "genic", "globulin", "iasis", "itis", "kinesis", "lepsy", "lith", "lysis", "lytic", "malacia", "megaly",
    "oma", "opia", "opsy", "osis", "ostomy", "otomy", "pathy", "penia", "phage", "phagia", "phasia", "philia", "phobia", "plasia", "plasty",
    "plegia", "pnea", "poiesis", "ptosis", "rrhage", "rrhagia", "rrhaphy", "rrhea", "rrhoea", "sclerosis", "scopy", "spasm", "stasis",
    "stenosis", "taxis", "tocia", "tomy", "trophy", "tropic", "tropin", "tripsy", "affine",
];

/// What terms begin with; most end in a vowel, so that no common word begins at the same letter.
#[rustfmt::skip]
const BEGINNINGS: &[&str] = &[
    "abdomino", "acro", "adeno", "adipo", "amnio", "andro", "angio", "antero", "arterio", "arthro", "athero", "bacterio", "blepharo", "broncho",
    "calc", "carcino", "cardio", "cephalo", "cerebro", "cervico", "chole", "chondro", "chromo", "colo", "colpo", "cranio", "cyano", "cyst",
    "dacryo", "dermato", "dorso", "encephalo", "entero", "erythro", "fibro", "gastro", "gingivo", "glomerulo", "gluco", "glyco", "gyneco",
    "haemo", "hemato", "hemo", "hepato", "hystero", "ileo", "immuno", "ischio", "kerato", "labio", "lacto", "laparo", "laryngo", "leuko", "lipo",
    "lympho", "mammo", "masto", "meningo", "myco", "myelo", "naso", "nephro", "neuro", "oculo", "onco", "ophthalmo", "orchido", "oro", "osteo",
    "oto", "ovario", "pancreato", "patho", "pelvi", "phlebo", "pneumo", "procto", "prostato", "pyelo", "recto", "retino", "rhino", "sacro",
    "salpingo", "sclero", "spleno", "spondylo", "sterno", "stomato", "sulfo", "thermo", "thio", "thoraco", "thrombo", "thyro", "tracheo",
    "tympano", "uretero", "urethro", "uro", "utero", "vagino", "vaso", "veno", "ventriculo", "vesico", "viscero", "xeno",
];

/// Whether a cut of `word` (in lower case) behind `at` bytes falls into a combining form that the
/// word ends or begins with, or sets one apart.
pub fn has_combining_form_across(word: &str, at: usize) -> bool {
    /// The shortest rest of a term.
    const SHORTEST: usize = 2;
    let is_form = |form: &str| word.len() >= form.len() + SHORTEST;
    ENDINGS
        .iter()
        .any(|form| is_form(form) && word.len() - at <= form.len() && word.ends_with(form))
        || BEGINNINGS.iter().any(|form| is_form(form) && at <= form.len() && word.starts_with(form))
}

/// Whether `part` (in lower case) is a combining form that terms begin with.
pub fn is_combining_form(part: &str) -> bool {
    BEGINNINGS.contains(&part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_not_cut_through_their_forms() {
        for (word, at) in
            [("oursterol", 3), ("hepatoscan", 3), ("hepatoscan", 6), ("lumpectomy", 4)]
        {
            assert!(has_combining_form_across(word, at), "{word}");
        }
        for (word, at) in [("thesterol", 2), ("ofproteins", 2), ("virusload", 5)] {
            assert!(!has_combining_form_across(word, at), "{word}");
        }
    }
}
