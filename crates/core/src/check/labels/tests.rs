//! Labels that run into the text, and words and names that look like them.

use super::*;
use crate::check::{Background, RecordFacts, hit};
use crate::record::FieldName;

/// A text after the rule, until nothing is left to mend.
fn mended(text: &str) -> String {
    let background = Background::default();
    let record = RecordFacts::of_abstract(text, &background);
    let context = record.seen_from(FieldName::Abstract);
    let new = hit::repaired(text, Labels {}.hits(&TextFacts::new(text), context));
    if new == text { new } else { mended(&new) }
}

#[test]
fn labels_get_their_colons() {
    for (bad, good) in [
        (
            "ObjectiveTo count sheep.ResultsSheep are many.",
            "Objective: To count sheep. Results: Sheep are many.",
        ),
        (
            "AIMWe count sheep. RESULTSThey are many.",
            "AIM: We count sheep. RESULTS: They are many.",
        ),
        (
            "Purpose\nGoats climb.\nFindings\nThey fall.",
            "Purpose: Goats climb.\nFindings: They fall.",
        ),
        ("PURPOSE:\nGoats climb.", "PURPOSE: Goats climb."),
        (
            "Design:Goats climb. Setting:Hills are high.",
            "Design: Goats climb. Setting: Hills are high.",
        ),
        (
            "HintergrundDie Schafe grasen.ErgebnisseEs sind viele.",
            "Hintergrund: Die Schafe grasen. Ergebnisse: Es sind viele.",
        ),
        (
            "ObjectifNous comptons.RésultatsLes moutons courent.",
            "Objectif: Nous comptons. Résultats: Les moutons courent.",
        ),
        (
            "ObjetivosSe cuentan ovejas.ResultadosLas ovejas corren.",
            "Objetivos: Se cuentan ovejas. Resultados: Las ovejas corren.",
        ),
        (
            "Aims Sheep graze. Methods We count. Results There are many.",
            "Aims: Sheep graze. Methods: We count. Results: There are many.",
        ),
        (
            "Background: Sheep graze.Methods: They were counted.Results: There are 9.",
            "Background: Sheep graze. Methods: They were counted. Results: There are 9.",
        ),
        (
            "Background: Sheep graze. Methods Ewes were seen. Results 1006 of them slept. Conclusions These sheep are well.",
            "Background: Sheep graze. Methods: Ewes were seen. Results: 1006 of them slept. Conclusions: These sheep are well.",
        ),
        (
            "We count sheep.\n\nOne Sentence SummaryGrass-fed sheep sleep.",
            "We count sheep.\n\nOne Sentence Summary: Grass-fed sheep sleep.",
        ),
        ("Materials and MethodsWe count sheep.", "Materials and Methods: We count sheep."),
        (
            "ImportanceSheep are many.FindingsTen graze.MeaningThese sheep are well.",
            "Importance: Sheep are many. Findings: Ten graze. Meaning: These sheep are well.",
        ),
        (
            "We count sheep.\n\nOne-Sentence SummaryFirst sheep graze, then they sleep.",
            "We count sheep.\n\nOne-Sentence Summary: First sheep graze, then they sleep.",
        ),
        (
            "Background Sheep graze. Findings They are ten. Interpretations We count on.",
            "Background: Sheep graze. Findings: They are ten. Interpretations: We count on.",
        ),
        (
            "BackgroundHIV is old.MethodsWe count.ResultsThere are ten.ConclusionIL-6 is high.",
            "Background: HIV is old. Methods: We count. Results: There are ten. Conclusion: IL-6 is high.",
        ),
        (
            "Purpose“Wet” wool is cheap.Study design2×2 trial.ResultsAll sheep ran.FindingsβB rose.",
            "Purpose: “Wet” wool is cheap. Study design: 2×2 trial. Results: All sheep ran. Findings: βB rose.",
        ),
        (
            "MethodsmRNA was read.ResultsIt rose.Conclusions(1) We wait.InterpretationThe end.",
            "Methods: mRNA was read. Results: It rose. Conclusions: (1) We wait. Interpretation: The end.",
        ),
        (
            "Setting: Hills. Participants: Shepherds. DesignCross-sectional survey.",
            "Setting: Hills. Participants: Shepherds. Design: Cross-sectional survey.",
        ),
        (
            "Sheep bite. Case presentationShepherd of nine. Data sourcesLetters of farms.",
            "Sheep bite. Case presentation: Shepherd of nine. Data sources: Letters of farms.",
        ),
        (
            "RationaleWool is dear.Search methodsWe read.Main resultsNothing at all.Trial registrationNCT0.",
            "Rationale: Wool is dear. Search methods: We read. Main results: Nothing at all. Trial registration: NCT0.",
        ),
        (
            "IntroductionSheep graze.ResultsGoats climb.",
            "Introduction: Sheep graze. Results: Goats climb.",
        ),
        (
            "Methodology/Principal FindingsSheep ran.Conclusions/SignificanceWool is warm.",
            "Methodology/Principal Findings: Sheep ran. Conclusions/Significance: Wool is warm.",
        ),
        (
            "ContextSheep graze.MethodsTwo-way mirrors.Findings31 sheep.ConclusionsRNA fell.",
            "Context: Sheep graze. Methods: Two-way mirrors. Findings: 31 sheep. Conclusions: RNA fell.",
        ),
        (
            "AimsWe count.ResultsThey ran.ExposureSARS in sheep.ConclusionIBD is rare.",
            "Aims: We count. Results: They ran. Exposure: SARS in sheep. Conclusion: IBD is rare.",
        ),
        (
            "Introduction: Sheep graze. MethodWe count.",
            "Introduction: Sheep graze. Method: We count.",
        ),
        (
            "Objective(s)To count sheep.Patient(s)Ewes of one hill.Main Outcome Measure(s)Their number.Result(s)Few grazed.Conclusion(s)They sleep.",
            "Objective(s): To count sheep. Patient(s): Ewes of one hill. Main Outcome Measure(s): Their number. Result(s): Few grazed. Conclusion(s): They sleep.",
        ),
        (
            "We wind clocks. RESULT(S)Nine clocks ran late.",
            "We wind clocks. RESULT(S): Nine clocks ran late.",
        ),
        ("Study objective(s):To wind clocks.", "Study objective(s): To wind clocks."),
        (
            "AimTo map hedges.LocationWales.Time period1990–2010.Major taxa studiedWrens.MethodsWe walked.ResultsHedges shrink.Main conclusionsWrens follow hedges.",
            "Aim: To map hedges. Location: Wales. Time period: 1990–2010. Major taxa studied: Wrens. Methods: We walked. Results: Hedges shrink. Main conclusions: Wrens follow hedges.",
        ),
        (
            "Aim: To map hedges. LocationThe hills of Wales. TaxonWrens.",
            "Aim: To map hedges. Location: The hills of Wales. Taxon: Wrens.",
        ),
        (
            "PremiseWe ask why ivy climbs.MethodsWe measured walls.Key resultsIvy likes shade.ConclusionsWalls matter.",
            "Premise: We ask why ivy climbs. Methods: We measured walls. Key results: Ivy likes shade. Conclusions: Walls matter.",
        ),
        (
            "Horns are loud. Significance StatementHorns are old, and we say how old.",
            "Horns are loud. Significance Statement: Horns are old, and we say how old.",
        ),
        (
            "Horns are loud.\nAuthor SummaryHorns wake people.",
            "Horns are loud.\nAuthor Summary: Horns wake people.",
        ),
        (
            "MotivationShips drift.ResultsThe tool finds them.Availability and implementationhttps://ships.example.org.Contactmate@ships.example.org",
            "Motivation: Ships drift. Results: The tool finds them. Availability and implementation: https://ships.example.org. Contact: mate@ships.example.org",
        ),
        (
            "Background: Cooks are tired. Methods: Ten cooks sat. Relevance to clinical practiceChairs help cooks. Statistical analysisTwo tests were run.",
            "Background: Cooks are tired. Methods: Ten cooks sat. Relevance to clinical practice: Chairs help cooks. Statistical analysis: Two tests were run.",
        ),
        (
            "Key Points\nBells ring on the hour.\nHighlights\nNone is late.",
            "Key Points: Bells ring on the hour.\nHighlights: None is late.",
        ),
    ] {
        assert_eq!(mended(bad), good);
        assert_eq!(mended(good), good);
    }
}

#[test]
fn words_and_names_stay() {
    for text in [
        "Methods: We asked ten. Results: They ate. Participants' trust rose. Outcomes' scale fell.",
        "Methods: We asked ten. Results: They ate. Participants1 were fed. Methods [3] differ.",
        "Methods We Use to count sheep.",
        "Background subtraction is old. Results vary.",
        "Results We Can Trust are few. We show them.",
        "BackgroundMatting finds edges. It is fast.",
        "MethodsX is a journal.",
        "ResultSet objects are read. DesignCon is a fair.",
        "We show it. Methods that count sheep are slow. Results that matter are few.",
        "Conclusion. Sheep are many.",
        "Design Thinking helps. Context Matters here.",
        "The Aim Trainer is a game.",
        "Methods: We count. Results: There are many.",
        "Context\nis everything.",
        "BackgroundHIV is a tool. MethodsPCR is another.",
        "Objective-C is old. ResultsHandler is new. AimsMetric is neither.",
        "Results: MethodsX prints it. Conclusions: DesignSafe keeps it.",
        "Patients were few. Subjects of the king ran. Interventions failed.",
        "AIMS: Sheep. METHODS: Goats. RESULTS: Wool. DISCUSSION AND OUTLOOK Both.",
        "Setting Goals helps. Exposure Therapy hurts. Context Effects are seen.",
        "Scope Creep is dear. Purpose Trusts are rare. Design Patterns and Objective Truth help.",
        "DesignBy Wolves sells shirts. PurposeAll is a fund.",
        "ScopeIt is a lens. SettingAs is a verb.",
        "PatientsLikeMe is a forum. Data sources are named.",
        "Result(s) of the count are few. Method(s) that fail are many.",
        "Results(s) differ. Conclusion (s) of it.",
        "LocationNet is fast. ContactGold is slow.",
        "PremiseWorks is a firm. TaxonKit reads lists.",
        "Contact Lenses dry. Location Matters here. Highlights Magazine is old. Key Points Of Sale are few.",
        "Statistical Analysis System is a tool. Supplementary information is given.",
        "Contact: mate@ships.example.org",
        "ContactBy Wolves is a song. HighlightsAll is a fund.",
        "Methods: We asked ten. Results: They ate. Implementation was slow. Contact with cooks helped.",
        "Locations are many. Premises were searched. Contacts@ships.example.org is read.",
    ] {
        assert_eq!(mended(text), text);
    }
}
