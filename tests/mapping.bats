#!/usr/bin/env bats
# What a mapping says beyond columns: values, references, signs, zones, options; and files whose columns are days or places.
load helpers

golden() { same "$1" "$(tail -n +2 out)"; }

# mapping TEXT: a mapping of a long file with these further keys.
mapping() { echo "{\"location\":\"{l}\",\"sku\":\"{s}\",\"date\":\"{d}\",\"measure\":\"{m}\",\"quantity\":\"{q}\",\"unit\":\"{u}\",$1,\"comment\":\"\"}" > map.json; }

rows() {
    echo l,s,d,m,q,u > feed
    printf '%s\n' "$@" >> feed
}

@test "values say what a cell means; null passes over the row" {
    mapping '"values":{"measure":{"SALE":"sold","RET":"returned","ADJ-":"-adjusted","INV":null},"unit":{"Stk":"EA"}}'
    rows A,1,2026-11-01,SALE,3,Stk A,1,2026-11-01,RET,1,EA A,1,2026-11-01,ADJ-,2, A,1,2026-11-01,INV,9, A,1,2026-11-01,stock,5,
    status 0 vmi-ingest -m map.json feed
    golden "2026-11-01,A,1,sold,3,EA,,,,
2026-11-01,A,1,returned,1,EA,,,,
2026-11-01,A,1,adjusted,-2,,,,,
2026-11-01,A,1,on_hand,5,,,,,"
    says "5 rows: 4 records written, 0 set aside; 1 passed over by the mapping"
    rows A,1,2026-11-01,SOLDD,3,
    status 1 vmi-ingest -m map.json feed
    says "m: 'SOLDD' is not a measure; did you mean sold?"
}

@test "null for an item or a location passes over all of a wide row" {
    echo '{"location":"{l}","sku":"{s}","measures":{"on_hand":"{a}","on_hold":"{b}"},"values":{"sku":{"TEST":null}}}' > map.json
    printf 'l,s,a,b\nA,1,2,3\nA,TEST,2,3\n' > feed
    status 0 vmi-ingest -m map.json feed
    golden ",A,1,on_hand,2,,,,,
,A,1,on_hold,3,,,,,"
}

@test "references give our names for theirs; what is not there is set aside, or kept" {
    printf 'theirs;ours;since\n77;TEA;2020\n078;COFFEE;\n77;TEA;2021\n;x;\n' > items.csv
    printf 'code,place\n1,Berlin\n' > places.csv
    mapping '"references":{"sku":{"file":"items.csv","from":"theirs","to":"ours"},"location":{"file":"places.csv","from":"code","to":"place","unknown":"keep"}}'
    rows 1,77,2026-11-01,sold,1, 2,078,2026-11-01,sold,2, 1,78,2026-11-01,sold,3,
    mkdir there && mv map.json items.csv places.csv there
    status 1 vmi-ingest -m there/map.json -r rejects feed
    golden "2026-11-01,Berlin,TEA,sold,1,,,,,
2026-11-01,2,COFFEE,sold,2,,,,,"
    says "feed:4: s: '78' is not in items.csv"
    sed -i 's/,78,/,078,/' rejects
    status 0 vmi-ingest -m there/map.json rejects
    golden "2026-11-01,Berlin,COFFEE,sold,3,,,,,"
}

@test "references that are missing, torn or say two things are exit 2 or 4, with the line" {
    rows 1,77,2026-11-01,sold,1,
    mapping '"references":{"sku":{"file":"items.csv","from":"theirs","to":"ours"}}'
    status 4 vmi-ingest -m map.json feed
    says "items.csv"
    printf 'theirs,other\n' > items.csv
    status 2 vmi-ingest -m map.json feed
    says "items.csv:1: ours: the mapping names this column, and the file has none"
    printf 'theirs,ours\n77,TEA\n77,COFFEE\n' > items.csv
    status 2 vmi-ingest -m map.json feed
    says "items.csv:3: ours: '77' means something else on a line before"
    printf 'theirs,ours\n77\n' > items.csv
    status 2 vmi-ingest -m map.json feed
    printf 'theirs,ours\n77,\n' > items.csv
    status 2 vmi-ingest -m map.json feed
    : > items.csv
    status 2 vmi-ingest -m map.json feed
}

@test "signs: sales below 0 are returns, stock movements have theirs turned or dropped" {
    mapping '"signs":{"sold":"returned","received":"negate","scrapped":"absolute"}'
    rows A,1,2026-11-01,sold,-3, A,1,2026-11-01,sold,3, A,1,2026-11-01,received,-4, A,1,2026-11-01,scrapped,-5, A,1,2026-11-01,scrapped,5,
    status 0 vmi-ingest -m map.json feed
    golden "2026-11-01,A,1,returned,3,,,,,
2026-11-01,A,1,sold,3,,,,,
2026-11-01,A,1,received,4,,,,,
2026-11-01,A,1,scrapped,5,,,,,
2026-11-01,A,1,scrapped,5,,,,,"
}

@test "a zone moves instants to the day of the location, and gives times without an offset theirs" {
    mapping '"timezone":{"B*":"Europe/Berlin","N":"America/New_York"}'
    rows B1,1,2026-11-21T23:30:00Z,sold,1, "B1,1,2026-07-21 23:30,sold,2," N,1,2026-11-21T02:00:00Z,sold,3, X,1,2026-11-21T02:00:00Z,sold,4, B1,1,2026-11-21,sold,5,
    status 0 vmi-ingest -m map.json feed
    golden "2026-11-22T00:30:00+01:00,B1,1,sold,1,,,,,
2026-07-21T23:30:00+02:00,B1,1,sold,2,,,,,
2026-11-20T21:00:00-05:00,N,1,sold,3,,,,,
2026-11-21T02:00:00Z,X,1,sold,4,,,,,
2026-11-21,B1,1,sold,5,,,,,"
    mapping '"timezone":"Europe/Berln"'
    status 2 vmi-ingest -m map.json feed
    says "timezone: is not a time zone"
}

@test "options of the mapping tell how the file is written; the command line stands over them" {
    mapping '"options":{"decimal":"comma","delimiter":";","dates":"dmy"}'
    printf 'l;s;d;m;q;u\nA;1;03/04/2026;sold;1.234;\n' > feed
    status 0 vmi-ingest -m map.json feed
    golden "2026-04-03,A,1,sold,1234,,,,,"
    status 0 vmi-ingest -m map.json --dates=mdy --decimal=point feed
    golden "2026-03-04,A,1,sold,1.234,,,,,"
    mapping '"options":{"decimal":"dot"}'
    status 2 vmi-ingest -m map.json feed
    says "--decimal: 'dot' is none of auto|point|comma"
    says "map.json:1:"
}

@test "what is wrong in a mapping is exit 2 with the nearest name" {
    rows A,1,2026-11-01,sold,1,
    while IFS='|' read -r keys message; do
        mapping "$keys"
        status 2 vmi-ingest -m map.json feed
        says "$message"
    done <<'EOF'
"values":{"mesure":{}}|mesure: is not a field that can have values; did you mean measure?
"values":{"measure":{"S":"solt"}}|S: is not a measure; the nearest is sold
"values":{"measure":{"S":3}}|S: is a number; a text was expected
"values":{"unit":{"S":""}}|S: is empty; a text was expected, or null
"values":[]|values: is no object
"references":{"unit":{}}|unit: is not a field that has references
"references":{"sku":{"file":"x","from":"a"}}|sku: has no to
"references":{"sku":{"file":"x","from":"a","too":"b"}}|too: is not a key of a reference
"references":{"sku":{"file":"x","from":"a","to":"b","unknown":"drop"}}|unknown: is neither keep nor reject
"signs":{"solt":"negate"}|solt: is not a measure; the nearest is sold
"signs":{"sold":"minus"}|sold: is neither negate nor absolute
"options":{"delimter":";"}|delimter: is not an option that tells how a file is written; did you mean delimiter?
"options":{"delimiter":true}|delimiter: is true; a text was expected
"matrix":["x"]|matrix: the cells of a matrix are the quantities; "quantity" cannot stand beside it
"lot":"{*}"|{*} stands for the name of a column of "matrix"
EOF
}

@test "what can have no effect in a mapping is said" {
    mapping '"ignore":["q"],"values":{"lot":{"a":"b"}},"timezone":{"*":"UTC","B":"UTC"}'
    rows A,1,2026-11-01,sold,1,
    status 0 vmi-ingest -m map.json feed
    says '"q" is used, and cannot be ignored'
    says 'values of lot have no effect: the mapping gives no lot'
    says 'zones behind * have no effect'
    echo '{"location":"{l}","sku":"{s}","date":"{d}","measures":{"sold":"{q}"},"signs":{"received":"negate"}}' > map.json
    status 0 vmi-ingest -m map.json feed
    says 'the sign of received has no effect: no column gives it'
}

@test "a column for each day: the days are found, and what they measure is told" {
    printf 'store,item,2026-11-01,2026-11-02,Total\nL,a,5,6,11\nM,a,,x,7\n' > feed
    status 3 vmi-ingest feed
    says "nothing says what their cells measure; --measure names it"
    status 1 vmi-ingest --measure=sold -r rejects feed
    golden "2026-11-01,L,a,sold,5,,,,,
2026-11-02,L,a,sold,6,,,,,"
    says "feed: column not used: Total"
    sed -i '2s/,x,/,7,/' rejects
    status 0 vmi-ingest --measure=sold rejects
    golden "2026-11-02,M,a,sold,7,,,,,"
    printf 'store,item,type,11/01/2026,11/13/2026\nL,a,sold,5,6\nL,a,on_hand,"1,5",2\n' > feed
    status 0 vmi-ingest feed
    golden "2026-11-01,L,a,sold,5,,,,,
2026-11-13,L,a,sold,6,,,,,
2026-11-01,L,a,on_hand,1.5,,,,,
2026-11-13,L,a,on_hand,2,,,,,"
    says "feed: header: days are month, day, year, as '11/13/2026' shows"
    printf 'store,item,01/02/2026,03/04/2026\nL,a,5,6\n' > feed
    status 1 vmi-ingest --measure=sold feed
    says "2 date"
    status 0 vmi-ingest --measure=sold --dates=dmy feed
    golden "2026-02-01,L,a,sold,5,,,,,
2026-04-03,L,a,sold,6,,,,,"
}

@test "a column for each month is a flow of the whole month" {
    printf 'store,item,2026-10,2026-11\nL,a,5,6\n' > feed
    status 0 vmi-ingest --measure=sold feed
    golden "2026-10-01,L,a,sold,5,,,,,2026-10-31
2026-11-01,L,a,sold,6,,,,,2026-11-30"
}

@test "a column for each location" {
    printf 'day;item;Berlin;Hamburg;Total\n2026-11-01;a;5;6;11\n' > feed
    status 3 vmi-ingest feed
    status 0 vmi-ingest --matrix=location --measure=stock feed
    golden "2026-11-01,Berlin,a,on_hand,5,,,,,
2026-11-01,Hamburg,a,on_hand,6,,,,,"
}

@test "a mapping names the columns of a matrix by globs, and {*} is their name" {
    printf 'item,B-1,B-2,X,what\na,5,6,7,sales\n' > feed
    echo '{"location":"DE-{*}","sku":"{item}","date":"2026-11-01","ref":"{what}/{*}","measure":"{what}","matrix":["B-*"],"ignore":["X"]}' > map.json
    status 0 vmi-ingest --strict -m map.json feed
    golden "2026-11-01,DE-B-1,a,sold,5,,,,sales/B-1,
2026-11-01,DE-B-2,a,sold,6,,,,sales/B-2,"
}

@test "--measure names what a file with quantities alone measures" {
    printf 'store,item,day,qty\nL,a,2026-11-01,5\n' > feed
    status 3 vmi-ingest feed
    says "there are quantities, and nothing says of what; --measure names it"
    status 0 vmi-ingest --measure=Sales feed
    golden "2026-11-01,L,a,sold,5,,,,,"
    status 2 vmi-ingest --measure=solt feed
    says "--measure: 'solt' is not a measure; did you mean sold?"
}

@test "a row with its opening figure must add up; the opening is no record" {
    printf 'store,item,date,opening_stock,received,sold,adjusted,on_hand\nL,a,2026-11-01,100,20,30,,90\nL,a,2026-11-02,90,,10.5,-1,85\nL,a,2026-11-03,,,1,,80\nL,a,2026-11-04,x,,1,,80\n' > feed
    status 0 vmi-ingest feed
    says "feed:3: on_hand: opening 90 - sold 10.5 - adjusted 1 is not the 85 that is stated: 6.5 is not explained"
    [ "$(grep -c explained err)" = 1 ]
    ! grep -q opening out
    says "feed:5: opening_stock: 'x' is not a number"
    says "4 rows: 10 records written, 0 set aside"
}

@test "under --balance opening figures are held against the closing ones before them, and each gap is said once" {
    printf 'store,item,date,opening_stock,received,sold,on_hand\nL,a,2026-11,100,20,30,90\nL,a,2026-12,95,0,10,85\nL,a,2027-01,85,5,1,80\n' > feed
    status 0 vmi-ingest --balance feed
    says "opening stock of 'a' at 'L' on 2026-12-01 is 95, 5 more than 90 of 2026-11-30"
    says "on_hand of 'a' at 'L' on 2027-01-31 is 80, 9 less than 85"
    says "found: 2 balance"
}
