#!/usr/bin/env bats
# X12 and EDIFACT, as files and in pipes: forms, envelopes, what is kept between runs, what is answered, real files.
load helpers

EDI=$DATA/edi

# The 852 with another control number and other quantities: again NUMBER OLD NEW.
again() { sed "s/000000001/$1/; s/$2/$3/" "$EDI/852-dc-planship.x12"; }

@test "every form of the 852 gives the records of the 852" {
    vmi-ingest -q "$EDI/852-dc-planship.x12" > expected
    [ "$(wc -l < expected)" = 10 ]
    for form in bad-counts bom cr-term crlf-term indent-blank-ctrlz lf-term nolf pipe-caret tilde-question twice-dup-icn; do
        status 0 vmi-ingest "$EDI/852-dc-planship.$form.x12"
        diff expected out || { echo "# $form"; return 1; }
    done
    status 3 vmi-ingest "$EDI/852-dc-planship.truncated.x12"
    says "the file ends within a segment"
}

@test "a pipe, a file among others of another format, and noise around interchanges" {
    vmi-ingest -q "$EDI/852-dc-planship.x12" > expected
    vmi-ingest -q - < "$EDI/852-dc-planship.x12" | diff expected -
    cat "$EDI/852-dc-planship.x12" | vmi-ingest -q | diff expected -
    status 0 vmi-ingest "$EDI/852-dc-planship.x12" stock.csv
    [ "$(wc -l < out)" = 12 ]
    { printf 'From: a@example.com\nSubject: your data\n\n'; cat "$EDI/852-dc-planship.x12"; printf 'bye\n'; } > mail
    status 0 vmi-ingest mail
    diff expected out
    says "4 bytes are of no interchange"
    { printf 'no ISA on its first lines, %4000s\n' x; cat "$EDI/852-dc-planship.x12"; } > late
    status 0 vmi-ingest -f x12 late
    diff expected out
}

@test "UTF-16 is read and said, EBCDIC is said and read when told" {
    vmi-ingest -q "$EDI/852-dc-planship.x12" > expected
    iconv -t UTF-16LE "$EDI/852-dc-planship.x12" > wide
    status 0 vmi-ingest wide
    diff expected out
    says "read as UTF-16LE"
    iconv -t IBM037 "$EDI/852-dc-planship.x12" > ebcdic
    status 3 vmi-ingest ebcdic
    says "EBCDIC" "--encoding=IBM037"
    status 0 vmi-ingest --encoding=IBM037 ebcdic
    diff expected out
}

@test "--strict refuses the message, the group or the interchange whose count or number is wrong, and that alone" {
    status 3 vmi-ingest --strict "$EDI/852-dc-planship.bad-counts.x12"
    [ "$(wc -l < out)" = 1 ]
    says "message 852 0001 is refused; 9 records are set aside with it"
    # Two messages, of which the second counts wrong; then a wrong number of the group, and of the interchange.
    awk '/^ST/ { st = 1 } st { set = set $0 "\n" } /^SE/ { st = 0; print; sub(/0001~/, "0002~", set); gsub(/SE\*21\*0001/, "SE*20*0002", set); printf "%s", set; next } { print }' \
        "$EDI/852-dc-planship.x12" | sed 's/^GE\*1/GE*2/' > two
    status 0 vmi-ingest two
    [ "$(wc -l < out)" = 19 ]
    status 3 vmi-ingest --strict two
    [ "$(wc -l < out)" = 10 ]
    says "message 852 0002 is refused"
    for fault in 's/^SE\*20/SE*21/; s/^GE\*2\*1/GE*2*7/' 's/^SE\*20/SE*21/; s/^IEA\*1\*000000001/IEA*1*000000007/' 's/^SE\*20/SE*21/; s/^IEA\*1/IEA*4/'; do
        sed "$fault" two > wrong
        status 3 vmi-ingest --strict wrong
        [ "$(wc -l < out)" = 1 ] || { echo "# $fault"; return 1; }
        sed "$fault" two | vmi-ingest -q | wc -l | grep -qx 19
        [ "$(sed "$fault" two | { vmi-ingest -q --strict || true; } | wc -l)" = 1 ]
    done
    status 3 vmi-ingest -o x.csv --strict two
    [ ! -e x.csv ]
}

@test "test interchanges are refused but under --test, or where the partner's profile lets them in" {
    sed 's/\*P\*>~/*T*>~/' "$EDI/852-dc-planship.x12" > t.x12
    sed 's/+IC0001/+IC0001++++++1/' "$EDI/INVRPT-D96A.edi" > t.edi
    echo '{"edi": {"partners": {"RETAILER": {"test": true}}}}' > m.json
    for file in t.x12 t.edi; do
        status 1 vmi-ingest -r r.csv "$file"
        [ "$(wc -l < out)" = 1 ]
        says "is a test (--test reads it)"
        grep -q '^edi_test,' r.csv
        status 0 vmi-ingest --test "$file"
        [ "$(wc -l < out)" -gt 1 ]
    done
    status 0 vmi-ingest -m m.json t.x12
    status 1 vmi-ingest -m m.json t.edi
}

@test "an interchange that came before is passed over; under its number with another content it is refused" {
    vmi-ingest -q "$EDI/852-dc-planship.x12" > expected
    status 0 vmi-ingest "$EDI/852-dc-planship.x12" "$EDI/852-dc-planship.crlf-term.x12"
    diff expected out
    says "9 duplicates left out (9 duplicate_interchange)"
    again 000000001 'QS\*88' 'QS*99' > other
    status 1 vmi-ingest "$EDI/852-dc-planship.x12" other
    diff expected out
    says "came before with another content"
    again 000000002 'QS\*88' 'QS*99' > next
    status 0 vmi-ingest "$EDI/852-dc-planship.x12" next
    [ "$(wc -l < out)" = 19 ]
}

@test "--seen keeps what came, between runs and under runs at once; a run that fails keeps nothing" {
    status 0 vmi-ingest --seen seen.csv "$EDI/852-dc-planship.x12"
    [ "$(wc -l < out)" = 10 ]
    [ "$(wc -l < seen.csv)" = 2 ]
    cp seen.csv before
    status 0 vmi-ingest --seen seen.csv "$EDI/852-dc-planship.lf-term.x12"
    [ "$(wc -l < out)" = 1 ]
    diff before seen.csv
    # A file that was cut off may come again whole.
    head -c 400 "$EDI/INVRPT-D96A.edi" > cut
    status 3 vmi-ingest --seen seen.csv cut
    diff before seen.csv
    # The output cannot be written: what came is new the next time.
    again 000000003 QS QS > third
    run -4 vmi-ingest -q --seen seen.csv -o missing/x.csv third
    diff before seen.csv
    run -4 bash -c 'vmi-ingest -q --seen seen.csv third > /dev/full'
    diff before seen.csv
    for i in 1 2 3 4 5 6 7 8; do vmi-ingest -q --seen seen.csv third > "out.$i" & done
    wait
    [ "$(cat out.? | grep -c sold)" = 2 ]
    [ "$(wc -l < seen.csv)" = 3 ]
    echo junk > bad
    status 3 vmi-ingest --seen bad third
    says "bad:1:" "sender_qualifier,sender"
    status 4 vmi-ingest --seen missing/s third
    [ -z "$(find . -name 'seen.csv.*')" ]
    # What a run that was killed left beside it does no harm.
    echo half > seen.csv.new
    again 000000004 QS QS > fourth
    status 0 vmi-ingest --seen seen.csv fourth
    [ "$(wc -l < seen.csv)" = 4 ]
    [ ! -e seen.csv.new ]
    rm -f fresh; run -2 vmi-ingest -q --seen fresh -s nonsense=1 third
    [ ! -e fresh ]
}

@test "--numbers has the order numbers given in advance, for whom and when" {
    status 0 vmi-ingest --numbers n.csv "$EDI/852-dc-planship.x12"
    same 'partner,location,first,last,since,through
RETAILER,1234567890001,092123456,092123556,2024-05-27,2024-06-02' "$(cat n.csv)"
    status 0 vmi-ingest --numbers n.csv stock.csv
    same 'partner,location,first,last,since,through' "$(cat n.csv)"
    # A single number, for a location of its own, behind the party; not of what is passed over.
    sed 's/^XPO.*/XPO*77**92*DC9~/' "$EDI/852-dc-planship.twice-dup-icn.x12" > one
    status 0 vmi-ingest --numbers n.csv one
    same 'RETAILER,DC9,77,77,2024-05-27,2024-06-02' "$(tail -n +2 n.csv)"
}

@test "--origin tells the code, the file, the interchange and the segment; of rows the column and the line" {
    status 0 vmi-ingest --origin "$EDI/852-dc-planship.x12" stock.csv
    grep -q '^2024-05-27,1234567890001,00012345678905,sold,88,EA,,,,2024-06-02,852/ZA01=QS;.*/852-dc-planship.x12;000000001;16$' out
    grep -q '^,S1,007,on_hand,3,,,,,,on_hand;stock.csv;;2$' out
    [ "$(sed -n 16p "$EDI/852-dc-planship.x12")" = 'ZA*QS*88*EA~' ]
}

@test "the profile of a partner: ids, codes, units, and what is wrong with it" {
    cat > m.json <<'JSON'
{"edi": {"sku": ["VC"], "gtin": "as_sent", "codes": {"852/ZA01=QO": "ignore"},
         "partners": {"RET*": {"sku": ["BP"], "sales": ["QU"], "location": ["ZZ"], "unit": "PK", "packs": {"EA": 0.5}}}},
 "values": {"location": {"RETAILER": "DC 7"}}}
JSON
    status 0 vmi-ingest -m m.json "$EDI/852-dc-planship.x12"
    same 'date,location,sku,measure,quantity,unit,lot,expires,ref,until
2024-06-02,DC 7,12345-6,on_hand,500,PK,,,,' "$(head -2 out)"
    says "852/ZA01=QO: "
    sed 's/RET\*/OTHER/' m.json > n.json
    status 0 vmi-ingest -m n.json "$EDI/852-dc-planship.x12"
    grep -q '^2024-06-02,1234567890001,P-8750,on_hand,1000,EA' out
    while IFS='|' read -r setting message; do
        echo "{\"edi\": $setting}" > bad.json
        status 2 vmi-ingest -m bad.json stock.csv
        says "bad.json:1:" "$message" || { echo "# $setting"; return 1; }
    done <<'TABLE'
{"code": {}}|code: is no setting of a partner's profile; did you mean codes?
{"feed": "all"}|feed: is none of delta, full
{"century": 101}|century: is no year
{"week": "isso"}|did you mean iso?
{"packs": {"CA": 0}}|CA: is not above 0
{"codes": {"852/ZA01=QO": "backorderd"}}|did you mean backordered?
{"codes": {"852/ZA1=QO": "ignore"}}|did you mean 852/ZA01?
{"codes": {"QO": "ignore"}}|is no element with a code
{"sku": 7}|sku: is neither a code nor an array of codes
{"test": "yes"}|test: is neither true nor false
{"partners": {"A": {"partners": {}}}}|partners: stands within a partner
{"partners": 1}|partners: is no object
7|edi: is a number
TABLE
    echo '{"edi": {}}' > empty.json
    status 0 vmi-ingest -m empty.json stock.csv "$EDI/852-dc-planship.x12"
}

@test "names and units of the mapping hold for EDI too; what is not in a reference is set aside" {
    printf 'theirs,ours\n00012345678905,WIDGET\n' > items.csv
    echo '{"edi": {}, "references": {"sku": {"file": "items.csv", "from": "theirs", "to": "ours"}}}' > m.json
    status 1 vmi-ingest -m m.json -r r.csv "$EDI/852-dc-planship.x12"
    [ "$(grep -c ',WIDGET,' out)" = 6 ]
    [ "$(grep -c '^reference,' r.csv)" = 3 ]
}

@test "rejects of EDI are activity, which can be mended and fed again" {
    sed 's/QS\*88/QS*8X8/; s/ZA\*QU\*2/ZA*QU*2.1234567/' "$EDI/852-dc-planship.x12" > bad
    status 1 vmi-ingest -o a.csv -r r.csv bad
    says "bad:16: ZA02: '8X8' is not a number"
    [ "$(wc -l < a.csv)" = 8 ]
    sed 's/8X8/88/g; s/2.1234567/2/g' r.csv > mended.csv
    status 0 vmi-ingest a.csv mended.csv
    sort out > got
    vmi-ingest -q "$EDI/852-dc-planship.x12" | sort | diff - got
}

@test "items that a feed of changes does not list have not vanished; of a full feed they have" {
    vmi-ingest -q "$EDI/852-dc-planship.x12" > before.csv
    sed '/^LIN\*2/,/^ZA\*QU/d; s/000000001/000000002/; s/CTT\*2/CTT*1/; s/SE\*21/SE*17/' "$EDI/852-dc-planship.x12" > next
    status 0 vmi-ingest --previous before.csv next
    ! grep -q vanished err || return 1
    echo '{"edi": {"feed": "full"}}' > m.json
    status 0 vmi-ingest -m m.json --previous before.csv next
    says "00012345678912" "1 vanished_item"
}

# ---- what is answered ---------------------------------------------------------------------------------------

# structure FILE: what is written keeps its own counts and numbers, in the fixed places of ISA.
structure() {
    awk -v RS='~\n' -F'*' '
        function bad(what) { print "# " what ": " $0; wrong = 1 }
        $1 == "ISA" { if (length($0) != 105) bad("length"); icn = $14; groups = 0 }
        $1 == "GS" { gs = $7; sets = 0; groups++ }
        $1 == "ST" { st = $3; n = 0; sets++ }
        { n++ }
        /\*$/ { bad("trailing element") }
        $1 == "SE" && ($2 != n || $3 != st) { bad("SE") }
        $1 == "GE" && ($2 != sets || $3 != gs) { bad("GE") }
        $1 == "IEA" && ($2 != groups || $3 != icn) { bad("IEA") }
        $1 == "AK9" || $1 == "TA1" { answers++ }
        END { exit wrong || !answers }' "$1"
}

@test "--ack answers each group or interchange, and our own reader reads the answer" {
    for file in "$EDI"/*.x12 "$EDI"/*.edi; do
        vmi-ingest -q --ack ack "$file" > records 2> /dev/null || true
        case $file in
        *997* | *999* | *CONTRL*) [ ! -s ack ] || { echo "# $file is answered"; return 1; } ; continue ;;
        *.x12) structure ack || { echo "# $file"; return 1; } ;;
        esac
        [ -s ack ]
        status 0 vmi-ingest --ack again ack
        [ ! -s again ]
        [ "$(grep -c ',functional_ack,' out)" -gt 0 ] || { echo "# $file: no answer is read"; return 1; }
        ! grep -q ': .*: .*(interchange' err || { echo "# $file"; cat err; return 1; }
    done
}

@test "--ack says what is wrong, where, and whether it was accepted" {
    vmi-ingest -q --ack ack "$EDI/852-dc-planship.x12" > /dev/null
    same 'AK1*PD*1~ AK2*852*0001~ AK5*A~ AK9*A*1*1*1~' "$(grep '^AK' ack | paste -sd' ')"
    sed 's/ZA\*QS\*88\*EA/ZA*QQ*8X*EACH/; s/^PO4.*/FOO*1~/; s/^CTT.*//; s/20240527/20241327/' "$EDI/852-dc-planship.x12" > bad
    vmi-ingest -q --ack ack bad > /dev/null 2>&1 || true
    same 'AK3*XQ*2**8~ AK4*2*373*8*20241327~ AK3*FOO*8**1~ AK3*ZA*14**8~ AK4*1*859*7*QQ~ AK4*2*380*6*8X~ AK4*3*355*5*EACH~ AK5*E*4*5~ AK9*E*1*1*1~' \
        "$(grep -E '^(AK[3459])' ack | paste -sd' ')"
    grep -v '^XQ' "$EDI/852-dc-planship.x12" > bad
    vmi-ingest -q --ack ack bad > /dev/null 2>&1 || true
    same 'AK3*XQ*20**3~ AK5*E*4*5~' "$(grep -E '^(AK[345])' ack | paste -sd' ')"
    run -3 vmi-ingest -q --strict --ack ack bad
    same 'AK5*R*4*5~ AK9*R*1*1*0~' "$(grep -E '^(AK[59])' ack | paste -sd' ')"
    run -3 vmi-ingest -q --ack ack "$EDI/852-dc-planship.truncated.x12"
    grep -q '^TA1\*000000001\*240604\*0412\*R\*023~' ack
    grep -q '^AK9\*R\*' ack
    sed 's/852\*0001/810*0001/' "$EDI/852-dc-planship.x12" > bad
    vmi-ingest -q --ack ack bad > /dev/null 2>&1 || true
    same 'AK5*R*1~ AK9*R*1*1*0*1~' "$(grep -E '^(AK[59])' ack | paste -sd' ')"
}

@test "--ack: TA1 where it is asked for, or something is wrong with the interchange; 999 for guides of 5010" {
    sed 's/\*000000001\*0\*P/*000000001*1*P/' "$EDI/852-dc-planship.x12" > asked
    vmi-ingest -q --ack ack asked > /dev/null
    grep -q '^TA1\*000000001\*240604\*0412\*A\*000~' ack
    vmi-ingest -q --ack ack "$EDI/852-dc-planship.x12" > /dev/null
    ! grep -q '^TA1' ack || return 1
    run -1 vmi-ingest -q --ack ack <(sed 's/\*P\*>~/*T*>~/' "$EDI/852-dc-planship.x12")
    grep -q '^TA1\*000000001\*240604\*0412\*R\*020~' ack
    ! grep -q '^AK' ack || return 1
    vmi-ingest -q --ack ack "$EDI/852-dc-planship.twice-dup-icn.x12" > /dev/null 2>&1
    grep -q '^TA1\*000000001\*240604\*0412\*R\*025~' ack
    sed 's/004010~/005010X999~/; s/\*U\*00401/*^*00501/' "$EDI/852-dc-planship.x12" > guide
    vmi-ingest -q --ack ack guide > /dev/null
    grep -q '^ST\*999\*0001\*005010X231A1~' ack
    grep -q '^IK5\*A~' ack
    echo '{"edi": {"partners": {"RETAILER": {"ack": "997"}}}}' > m.json
    vmi-ingest -q -m m.json --ack ack guide > /dev/null
    grep -q '^ST\*997\*0001~' ack
    echo '{"edi": {"ack": "none"}}' > m.json
    vmi-ingest -q -m m.json --ack ack guide > /dev/null
    [ ! -s ack ]
}

@test "--ack: CONTRL acknowledges the interchange, and says which message is refused and why" {
    vmi-ingest -q --ack ack "$EDI/INVRPT-D96A.edi" > /dev/null
    same "UNA:+.? '
UNB+UNOC:3+8712345678902:14+5412345000013:14+240604:0412+IC0001'
UNH+1+CONTRL:D:3:UN'
UCI+IC0001+5412345000013:14+8712345678902:14+7'
UNT+3+1'
UNZ+1+IC0001'" "$(cat ack)"
    sed "s/UNT+17/UNT+16/; s/QTY+145:1000:PCE/QTY+145:10X0:PCE/" "$EDI/INVRPT-D96A.edi" > bad
    vmi-ingest -q --ack ack bad > /dev/null 2>&1 || true
    same "UCI+IC0001+5412345000013:14+8712345678902:14+7' UCM+ME000001+INVRPT:D:96A:UN:EAN004+7' UCS+10' UCD+37+2:2'" \
        "$(grep '^UC' ack | paste -sd' ')"
    run -3 vmi-ingest -q --strict --ack ack bad
    grep -q "^UCM+ME000001+INVRPT:D:96A:UN:EAN004+4+29'" ack
    head -c 400 "$EDI/INVRPT-D96A.edi" > cut
    run -3 vmi-ingest -q --ack ack cut
    grep -q "^UCI+IC0001+5412345000013:14+8712345678902:14+4+13'" ack
}

# ---- the whole ----------------------------------------------------------------------------------------------

@test "a bare 852 with stock and sales goes through the whole pipe to a proposal" {
    vmi-ingest -q "$EDI/852-dc-planship.x12" |
        vmi-threshold -q -s policy=days -s min_days=100 -s max_days=120 -s lead_time=5 > positions.csv
    same '1156' "$(column position positions.csv | head -1)"
    same '12.571429' "$(column demand_mean positions.csv | head -1)"
    vmi-plan -q positions.csv > proposals.csv
    same '1234567890001,00012345678905,,353,EA' "$(sed -n 2p proposals.csv | cut -d, -f1-5)"
}

@test "functional acknowledgements are of no item: the planner does not see them" {
    vmi-ingest -q "$EDI/997-partial.x12" > acks.csv
    grep -q ',functional_ack,' acks.csv
    tail -n +2 acks.csv | cat activity.csv - > both.csv
    vmi-threshold -q -s min=1 -s max=2 activity.csv > expected
    vmi-threshold -q -s min=1 -s max=2 both.csv | diff expected -
    printf 'location,sku\nS1,007\nS1,008\n' > items.csv
    status 0 vmi-ingest --items items.csv both.csv
}

@test "each real file is read to its end or says why not; its faults are found, and no others" {
    real=$SHARED/samples/edi/real
    [ -r "$real/INDEX.tsv" ] || skip "samples/edi/real is not there (VMI_SHARED)"
    files=0
    while IFS=$'\037' read -r file _ _ _ _ types _ _ interchanges _ _ _ _ _ _ faults; do
        files=$((files + 1))
        got=0
        vmi-ingest -v "$real/$file" > out 2> err || got=$?
        [ "$got" = 0 ] || [ "$got" = 1 ] || [ "$got" = 3 ] || { echo "# $file: status $got"; return 1; }
        [ -s err ] || { echo "# $file: silent"; return 1; }
        [ "$(wc -l < out)" -gt 1 ] || grep -qE 'carries no inventory|holds no quantity|no column is known|[1-9][0-9]* set aside|is no activity|of the last item' err
        [ "$interchanges" != 0 ] || continue
        # The faults by the element that they are in, as the index names them and as we do.
        printf '%s\n' "$faults" | tr ';' '\n' | sed -E 's/^ *//; s/^ISA_NOT_106$/ISA/; s/^ISA11_ALNUM/ISA11/
            s/^(SE01|GE01|IEA01)=.*/\1/; s/^(SE02|GE02|IEA02)!.*/\1/; s/^UNT=.*/UNT01/; s/^UNT_REF.*/UNT02/; s/^UNZ=.*/UNZ01/
            s/^UNZ_REF.*/UNZ02/; s/^([A-Z]*)_MISSING/\1/; s/^DUP_UNH_REF/UNH01/; s/^TRAILING_BYTES:/bytes /
            /^(NO_UNA|WRAPPED|LAST_SEG|$)/d' | sort > want
        sed -nE 's/^vmi-ingest: [^:]*:[0-9]+: (ISA|ISA11|SE0[12]|GE0[12]|IEA0[12]|UNT0[12]|UNZ0[12]|UNH01|ST02|GS06|UNB|UNZ|UNT|SE|GE|IEA): .*/\1/p
            s/^vmi-ingest: .*: ([0-9]+) bytes are of no.*/bytes \1/p' err | sort > have
        diff want have || { echo "# $file ($types)"; return 1; }
    done < <(tail -n +2 "$real/INDEX.tsv" | tr '\t' '\037')
    [ "$files" = 96 ]
}
