#!/usr/bin/env bats
# vmi-ingest: what customers send becomes activity, and what cannot be used is kept with its reason.
load helpers

# gives FEED ACTIVITY: the feed (a printf text) becomes these records, written without the header and trailing commas.
gives() {
    # shellcheck disable=SC2059
    printf "$1" > feed
    vmi-ingest -q ${OPTIONS:-} feed > out
    same "$2" "$(tail -n +2 out | sed 's/,*$//')"
}

@test "wide rows: a column a measure, an empty cell is no record" {
    gives 'location,sku,on_hand,on_order\nS1,007,3,0\nS1,8,,2\n' ',S1,007,on_hand,3
,S1,007,on_order,0
,S1,8,on_order,2'
}

@test "long rows: a measure and a quantity; unknown columns are carried along as text" {
    printf 'sku,location,quantity,measure,colour,date\n1,S1,5,sold,=red,2026-01-01\n' > feed
    vmi-ingest -q feed > out
    same 'date,location,sku,measure,quantity,unit,lot,expires,ref,until,colour
2026-01-01,S1,1,sold,5,,,,,,=red' "$(cat out)"
    vmi-ingest -q -t ndjson feed > out
    same '{"date":"2026-01-01","location":"S1","sku":"1","measure":"sold","quantity":5,"colour":"=red"}' "$(cat out)"
    vmi-ingest -q out | tail -1 | grep -q '=red$'
}

@test "header names are recognised through common aliases, whatever their case and punctuation" {
    gives 'Day,Store ID,Item Number,Qty. on Hand,Sales,receipts\n2026-01-01,S1,7,3,4,5\n' '2026-01-01,S1,7,on_hand,3
2026-01-01,S1,7,sold,4
2026-01-01,S1,7,received,5'
    gives 'Warehouse,GTIN,Type,Qty,Date,PO Number\nS1,7,sales,4,2026-01-01,\nS1,7,ordered,6,2026-01-02,P1\n' \
        '2026-01-01,S1,7,sold,4
2026-01-02,S1,7,ordered,6,,,,P1'
}

@test "TSV, JSON and NDJSON give what CSV gives" {
    gives 'location\tsku\ton_hand\nS 1\t007\t3\n' ',S 1,007,on_hand,3'
    gives '{"location":"S1","sku":"007","on_hand":3}\n{"location":"S1","sku":8,"on_order":1e1,"on_hand":null}\n' \
        ',S1,007,on_hand,3
,S1,8,on_order,10'
    gives '[{"location":"S1","sku":"0\\u0030\\"7","on_hand":3},\n {"sku":"8","location":"S1","on_hand":0.50}]\n' \
        ',S1,"00""7",on_hand,3
,S1,8,on_hand,0.5'
    gives '[]' ''
    OPTIONS='-f tsv' gives 'location\tsku\ton_hand\nS1\t"0,7"\t3\n' ',S1,"0,7",on_hand,3'
    printf '[{"location":"S1","sku":"7","on_hand":3}' > cut.json
    status 3 vmi-ingest -q cut.json -o result
    says "the array is cut off"
    [ ! -e result ]
}

@test "a month or a week: flows cover its days, levels and documents are of its last" {
    gives 'date,store,item,sold,on_hand\n2024-2,S1,7,29,5\n2026-12,S1,7,31,6\n' '2024-02-01,S1,7,sold,29,,,,,2024-02-29
2024-02-29,S1,7,on_hand,5
2026-12-01,S1,7,sold,31,,,,,2026-12-31
2026-12-31,S1,7,on_hand,6'
    gives 'week,store,item,sold\n2026-W01,S1,7,1\n2026-W53,S1,7,2\n' '2025-12-29,S1,7,sold,1,,,,,2026-01-04
2026-12-28,S1,7,sold,2,,,,,2027-01-03'
    printf 'week,store,item,sold\n2025-W53,S1,7,1\n' > feed
    status 1 vmi-ingest -q feed
    says "is not a date"
}

@test "available and gross become on_hand by what stands beside them, on the row or in the file" {
    gives 'location,sku,available,allocated\nS1,7,10,4\nS1,8,10,\n' ',S1,7,on_hand,14
,S1,7,allocated,4
,S1,8,on_hand,10'
    gives 'location,sku,gross,on_hold\nS1,7,10,4\n' ',S1,7,on_hand,6
,S1,7,on_hold,4'
    gives 'location,sku,on_hand,available\nS1,7,10,4\n' ',S1,7,on_hand,10'
    gives 'date,location,sku,measure,quantity\n2026-01-01,S1,7,available,10\n2026-01-01,S1,7,allocated,4\n2026-01-02,S1,7,available,9\n' \
        '2026-01-01,S1,7,allocated,4
2026-01-01,S1,7,on_hand,14
2026-01-02,S1,7,on_hand,9'
}

@test "a mapping says what the columns are" {
    cat > map.json <<'JSON'
{"description": "an example", "location": "{country}-{site}", "sku": "{item}", "date": "{year}-{month}",
 "measures": {"sold": "{issued}", "ordered": {"quantity": "{asked}", "ref": "{site}/{year}-{month}", "until": "{due}"}},
 "ignore": ["remark"]}
JSON
    OPTIONS='-m map.json' gives 'country,site,item,year,month,issued,asked,due,remark\nCI,4,007,2019,1,21,100.0,2019-02-15,x\nCI,4,008,2019,2,,,,\n' \
        '2019-01-01,CI-4,007,sold,21,,,,,2019-01-31
2019-01-31,CI-4,007,ordered,100,,,,4/2019-1,2019-02-15'
    echo '{"location": "{l}", "sku": "{s}", "date": "{d}", "measure": "{t}", "quantity": "{q}"}' > long.json
    OPTIONS='-m long.json' gives 'q,t,d,s,l\n4,sales,2026-01-01,7,S1\n' '2026-01-01,S1,7,sold,4'
}

@test "a mapping that is wrong is exit 2 with line and column; one that does not fit the file is exit 3" {
    bad() { printf '%s\n' "$1" > map.json; status 2 vmi-ingest -q -m map.json stock.csv -o result; one_line; [ ! -e result ]; says "$2"; }
    bad '{"location": "{l}",' 'vmi-ingest: map.json:'
    bad '{"location": "{l}", "sku": "{s}", "mesures": {}}' "map.json:1:46: mesures: is not a key of a mapping; the nearest is measures"
    bad '{"location": "{l}", "sku": "{s}", "measures": {"sole": "{x}"}}' 'sole: is not a measure; the nearest is sold'
    bad '{"location": "{l}", "sku": "{s}", "measures": {"sold": 3}}' 'sold: is a number'
    bad '{"location": "{l}", "sku": "{s", "measures": {"sold": "{x}"}}' 'sku: has a { without a }'
    bad '{"location": "{l}", "sku": "{s}"}' 'the mapping gives no "measures"'
    bad '{"sku": "{s}", "measures": {"sold": "{x}"}}' 'the mapping gives no location'
    bad '[]' 'the mapping is an array'
    echo '{"location": "{locaton}", "sku": "{sku}", "measures": {"on_hand": "{on_hand}"}}' > map.json
    status 3 vmi-ingest -q -m map.json stock.csv
    says "stock.csv:1: locaton: the mapping names this column, and the file has none; the nearest is 'location'"
}

@test "a file that nothing can be made of is exit 3 and says what is missing" {
    bad() { printf "$1" > feed; status 3 vmi-ingest -q feed -o result; one_line; [ ! -e result ]; says "$2"; }
    bad 'a,b\n1,2\n' 'feed:1: location: no column is known to hold the location'
    bad 'location,b\n1,2\n' 'sku: no column is known to hold the item'
    bad 'location,sku\n1,2\n' 'measure: no column is known to hold a measure'
    bad 'location:sku:on_hand\n1:2:3\n' "feed:1: 'location:sku:on_hand' is one column; --delimiter says by what its cells are parted"
    bad 'location,sku,on_hand,sku\n1,2,3,4\n' 'sku: the column stands twice'
}

@test "records that cannot be used are set aside one by one, with their reason; the rest of the row goes on" {
    printf 'date,location,sku,on_hand,sold\n2026-01-01,S1,7,3,x\n2026-01-01,S1,8,,-2\nyesterday,S1,9,1,2\n2026-01-01,,9,1,2\n2026-01-01,S1\n2026-01-01,S1,10,4,5\n' > feed
    status 1 vmi-ingest -r rejects.csv -o out.csv feed
    same '2026-01-01,S1,7,on_hand,3
2026-01-01,S1,10,on_hand,4
2026-01-01,S1,10,sold,5' "$(tail -n +2 out.csv | sed 's/,*$//')"
    says "3 records written, 7 set aside (1 number, 1 negative, 2 date, 2 key, 1 cells)"
    says "feed:2: sold: 'x' is not a number"
    same 'number,feed,2,sold
negative,feed,3,sold
date,feed,4,date
key,feed,5,location
cells,feed,6,' "$(tail -n +2 rejects.csv | cut -d, -f1-4)"
    sed -n 2p rejects.csv | grep -q ',2026-01-01,S1,7,,x$'
    sed -n 6p rejects.csv | grep -q ',"2026-01-01,S1",,,,,,$'
}

@test "rejects that were mended are fed again and give what the clean feed gives" {
    printf 'date,location,sku,on_hand,sold\n2026-01-01,S1,7,3,4x\n2026-01-0l,S1,8,1,2\n2026-01-01,S1,9,6,7\n' > feed
    sed 's/4x/4/; s/0l/01/' feed > clean
    printf 'site,item,type,qty,day\nS2,7,sold,1O,2026-01-02\n' > long
    sed 's/1O/10/' long > long.clean
    status 1 vmi-ingest -q feed long -r rejects.csv -o first.csv
    [ "$(grep -c '^reject_code' rejects.csv)" = 2 ]
    sed 's/4x/4/g; s/0l/01/g; s/1O/10/g' rejects.csv > mended.csv
    status 0 vmi-ingest -q mended.csv -o second.csv
    vmi-ingest -q clean long.clean | sort > expected
    { cat first.csv; tail -n +2 second.csv; } | sort | cmp - expected
}

@test "--max-rejects and --strict decide what is too much" {
    printf 'location,sku,on_hand\nS1,a,x\nS1,b,2\nS1,c,3\nS1,d,4\n' > feed
    status 1 vmi-ingest -q feed
    status 0 vmi-ingest -q --max-rejects=1 feed
    status 0 vmi-ingest -q --max-rejects=25% feed
    status 3 vmi-ingest -q --max-rejects=0 -o result -r rejects feed
    [ ! -e result ] && [ -s rejects ]
    status 3 vmi-ingest -q --max-rejects=24.9% feed
    status 3 vmi-ingest -q --strict feed
    status 2 vmi-ingest -q --max-rejects=some feed
    status 2 vmi-ingest -q --max-rejects=1.5 feed
    printf 'location,sku,on_hand,remark\nS1,a,1,\n' > feed
    status 0 vmi-ingest feed
    says "feed: column not used: remark"
    status 3 vmi-ingest --strict feed
}

@test "records written and set aside make up the cells that were there" {
    # 60 rows of 3 measures, a sixth of the cells empty, some wrong, some rows without a key
    awk 'BEGIN { srand(7); print "date,location,sku,on_hand,sold,received"
        for (i = 0; i < 60; i++) { printf "2026-01-%02d,%s,%d", i % 28 + 1, i % 11 ? "S1" : "", i
            for (j = 0; j < 3; j++) { r = rand(); printf ",%s", r < 1/6 ? "" : r < 1/4 ? "x" : int(r * 100) }
            print "" } }' > feed
    cells=$(tail -n +2 feed | cut -d, -f4- | tr ',' '\n' | grep -c .)
    vmi-ingest feed > out 2> err || true
    aside=$(sed -n 's/.* written, \([0-9]*\) set aside.*/\1/p' err)
    [ "$aside" -gt 5 ]
    same "$cells" $(($(wc -l < out) - 1 + aside))
}

@test "a seal of ours in a file is checked off, not taken for a record" {
    vmi-ingest -q --seal stock.csv > sealed.csv
    vmi-ingest -q sealed.csv > out
    vmi-ingest -q stock.csv | cmp - out
}

@test "available and allocated that add up to more than can be held are set aside" {
    printf 'date,location,sku,measure,quantity\n2026-01-01,S1,7,available,9000000000000\n2026-01-01,S1,7,allocated,9000000000000\n' > feed
    status 1 vmi-ingest -q feed -o result
    says "the stock of 7 at S1 is out of range"
    same "range,feed,2,quantity" "$(vmi-ingest -q -r - -o result feed 2> err | tail -1 | cut -d, -f1-4)"
}

@test "a year has four digits" {
    printf 'date,store,item,sold\n202-12,S1,7,1\n026-1,S1,7,1\n2026-1,S1,7,2\n' > feed
    status 1 vmi-ingest feed
    same '2026-01-01,S1,7,sold,2,,,,,2026-01-31' "$(tail -n +2 out)"
    says "feed:2: date: '202-12' is not a date"
    says "feed:3: date: '026-1' is not a date"
}

@test "a key that a later record of a long NDJSON shows first is told when it cannot be carried" {
    printf '%s\n' '{"location":"S1","sku":"7","measure":"on_hand","quantity":1}' \
        '{"location":"S1","sku":"8","measure":"on_hand","quantity":2,"colour":"red"}' > feed.ndjson
    status 0 vmi-ingest feed.ndjson
    says "feed.ndjson: column not used: colour"
    status 3 vmi-ingest --strict feed.ndjson
}

@test "a note does not write control bytes of a file to the terminal" {
    printf 'store,item,sold,date,\033[31mx\nS1,7,1,2026-01-01,2\n' > feed.csv
    status 0 vmi-ingest feed.csv
    says "feed.csv: column not used: ?[31mx"
}

@test "an available record of a long file keeps its further columns" {
    printf 'date,location,sku,measure,quantity,color\n2026-01-01,S,a,available,4,red\n2026-01-01,S,a,allocated,1,blue\n' | vmi-ingest -q > out
    same '2026-01-01,S,a,allocated,1,,,,,,blue
2026-01-01,S,a,on_hand,5,,,,,,red' "$(tail -n +2 out)"
}

@test "a first record of JSON that is bad is set aside as any other" {
    printf '{"location":\n{"location":"L","sku":"a","on_hand":1,"x":2}\n{"location":"L","sku":"b","on_hand":3}\n' > feed
    status 1 vmi-ingest -r rejects feed
    same ',L,a,on_hand,1,,,,,
,L,b,on_hand,3,,,,,' "$(tail -n +2 out)"
    says "feed:1"
    says "3 rows: 2 records written, 1 set aside (1 json)"
    printf '[3,{"location":"L","sku":"a","date":"2026-11-01","measure":"sold","quantity":1,"note":"n"}]' > feed
    status 1 vmi-ingest feed
    same 'date,location,sku,measure,quantity,unit,lot,expires,ref,until,note
2026-11-01,L,a,sold,1,,,,,,n' "$(cat out)"
    printf '3\n' > feed
    status 3 vmi-ingest feed
}

@test "another header in mid-file is exit 3: its rows would be taken for something else" {
    { printf 'location,sku,on_hand\nL,a,1\n'; printf 'location,sku,on_order\nL,a,2\n'; } > feed
    status 3 vmi-ingest -o result feed
    says "feed:3: another header"
    [ ! -e result ]
    { printf 'location,sku,on_hand\nL,a,1\n'; printf 'location,sku,on_hand\nL,b,2\n'; } > feed
    status 0 vmi-ingest feed
}

@test "a row of delimiters alone holds nothing, and is counted" {
    printf 'location,sku,on_hand\nL,a,1\n,,\n , ,\n' > feed
    status 0 vmi-ingest feed
    says "3 rows: 1 record written, 0 set aside; 2 rows without a quantity"
}
