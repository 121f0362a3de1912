#!/usr/bin/env bats
# How customers' files are written: encodings, separators, quotes. What is found is said; what is told stands over it.
load helpers

golden() { same "$1" "$(tail -n +2 out)"; }

@test "the encoding is found by the first bytes, and said where it is not UTF-8" {
    printf 'location,sku,on_hand\nK\303\266ln,a,7\n' > utf8
    status 0 vmi-ingest utf8
    golden ',Köln,a,on_hand,7,,,,,'
    ! grep -q 'read as' err
    for encoding in UTF-16LE UTF-16BE; do
        { [ $encoding = UTF-16LE ] && printf '\377\376' || printf '\376\377'; iconv -f UTF-8 -t $encoding utf8; } > wide
        status 0 vmi-ingest wide
        golden ',Köln,a,on_hand,7,,,,,'
        says "wide: read as $encoding"
    done
    iconv -f UTF-8 -t WINDOWS-1252 utf8 > narrow
    status 0 vmi-ingest narrow
    golden ',Köln,a,on_hand,7,,,,,'
    says "narrow: read as WINDOWS-1252"
    printf '\357\273\277' | cat - utf8 > marked
    status 0 vmi-ingest marked
    golden ',Köln,a,on_hand,7,,,,,'
}

@test "--encoding stands over what is found; one that there is not is exit 2" {
    printf 'location,sku,on_hand\n\262\245,a,7\n' > greek
    status 0 vmi-ingest --encoding=ISO-8859-7 greek
    golden ',²₯,a,on_hand,7,,,,,'
    printf 'location,sku,on_hand\nK\366ln,a,7\nB,b,8\n' > narrow
    status 1 vmi-ingest --encoding=UTF-8 -r rejects narrow
    golden ',B,b,on_hand,8,,,,,'
    says "narrow:2: the line is not UTF-8"
    status 2 vmi-ingest --encoding=KLINGON narrow
    one_line
    says "--encoding: 'KLINGON' is not an encoding"
}

@test "a byte that is none of the encoding makes its row one that is set aside, and no other" {
    printf 'location,sku,on_hand\nK\366ln,a,7\nx\201y,b,8\nZ,c,9\n' > narrow
    status 1 vmi-ingest -r rejects narrow
    golden ',Köln,a,on_hand,7,,,,,
,Z,c,on_hand,9,,,,,'
    says "narrow:3: the line is not UTF-8"
}

@test "the mark between cells is found by the header, and said where it is unusual" {
    for mark in , ';' '|' $'\t'; do
        printf 'location,sku,on_hand\nL,a,7\n' | tr , "$mark" > file
        status 0 vmi-ingest file
        golden ',L,a,on_hand,7,,,,,'
    done
    printf 'location;sku;on_hand\nL;a,b;7\n' > file
    status 0 vmi-ingest -f csv file
    golden ',L,"a,b",on_hand,7,,,,,'
    says "file: cells are parted by ;"
    printf 'location:sku:on_hand\nL:a;b:7\n' > file
    status 3 vmi-ingest file
    status 0 vmi-ingest --delimiter=: file
    golden ',L,a;b,on_hand,7,,,,,'
    printf 'location\tsku\ton_hand\nL\ta\t7\n' | vmi-ingest -q --delimiter=tab > out
    golden ',L,a,on_hand,7,,,,,'
    for wrong in xx '"' ''; do
        status 2 vmi-ingest --delimiter="$wrong" file
        says "is not one character"
    done
}

@test "--quote=none: inch marks are characters like any other" {
    printf 'location,sku,on_hand\nL,5" pipe,7\nL,"half,8\n' > file
    status 1 vmi-ingest file
    says 'file:2: a quote stands within a cell'
    status 0 vmi-ingest --quote=none file
    golden ',L,"5"" pipe",on_hand,7,,,,,
,L,"""half",on_hand,8,,,,,'
}

@test "many encodings and cuts: what is read through a slow pipe is what is read from a file" {
    { echo location,sku,on_hand; for i in $(seq 400); do echo "Zürich $i,Ä$i,$i"; done; } > utf8
    vmi-ingest -q utf8 > expected
    for encoding in UTF-16 UTF-16LE UTF-16BE UTF-32 ISO-8859-1 WINDOWS-1252; do
        iconv -f UTF-8 -t $encoding utf8 > file
        { head -c 4097 file; sleep 0.01; tail -c +4098 file | head -c 1; sleep 0.01; tail -c +4099 file; } |
            vmi-ingest -q --encoding=$encoding > got
        cmp expected got
    done
}

@test "lines that end in CR alone, in CSV and in NDJSON: said, and counted as they stand" {
    printf 'location,sku,on_hand\rL,a,7\r"L ""x""",b,8\r\rL,c,x\r' > mac.csv
    status 1 vmi-ingest mac.csv
    golden ',L,a,on_hand,7,,,,,
,"L ""x""",b,on_hand,8,,,,,'
    says "mac.csv: lines end in CR"
    says "mac.csv:5: on_hand: 'x' is not a number"
    printf '{"location":"L","sku":"a","on_hand":7}\r{"location":"L"\r{"location":"L","sku":"b","on_hand":8}\r' > mac.ndjson
    status 1 vmi-ingest mac.ndjson
    golden ',L,a,on_hand,7,,,,,
,L,b,on_hand,8,,,,,'
    says "mac.ndjson:2:"
    printf 'location,sku,on_hand\rL,a,7\r' | iconv -t UTF-16 > mac.utf16
    status 0 vmi-ingest mac.utf16
    golden ',L,a,on_hand,7,,,,,'
}

@test "where both CR and LF end lines, a CR alone within a line is set aside" {
    printf 'location,sku,on_hand\nL,a,7\rL,b,8\nL,c,9\n' > mixed
    status 1 vmi-ingest mixed
    golden ',L,c,on_hand,9,,,,,'
    says "mixed:2: a carriage return stands alone"
    ! grep -q 'end in CR$' err
    { printf 'location,sku,on_hand\r'; for i in $(seq 9000); do printf 'L,a,%d\r' $i; done; printf 'L,b\n,7\rL,c,8\r'; } > late
    status 1 vmi-ingest late
    [ "$(grep -c on_hand, out)" = 9001 ]
    says "late:9002: a line feed stands alone within the line; lines end in CR"
    status 3 vmi-threshold -q late
}

@test "the members of objects within a record of JSON are columns; their rejects are mended and fed again" {
    cat > nested.ndjson <<'JSON'
{"item":{"sku":"A","pack":{"size":3}},"store":{"id":"S1","type":"big"},"stock":{"on_hand":5,"reserved":1}}
{"item":{"sku":"B"},"store":{"id":"S1"},"stock":{"on_hand":"x"}}
{"item":{"sku":"C"},"item.sku":"D","store":{"id":"S1"},"stock":{"on_hand":5}}
{"item":{"sku":["E"]},"store":{"id":"S1"},"stock":{"on_hand":5}}
JSON
    status 1 vmi-ingest -r rejects.csv nested.ndjson
    golden ',S1,A,on_hand,5,,,,,
,S1,A,allocated,1,,,,,'
    says "nested.ndjson: columns not used: item.pack, store.type"
    says "nested.ndjson:2: stock.on_hand: 'x' is not a number"
    says "nested.ndjson:3:32: item.sku: the key comes up twice"
    says "nested.ndjson:4: item.sku: '[\"E\"]' is neither a text nor a number"
    sed 's/,x,$/,6,/' rejects.csv | grep -v '^json\|^type' > mended.csv
    status 0 vmi-ingest mended.csv
    golden ',S1,B,on_hand,6,,,,,'
    echo '{"location": "{store.id}", "sku": "{item.sku}", "measures": {"on_order": "{stock.reserved}"}}' > map.json
    head -1 nested.ndjson > one.ndjson
    status 0 vmi-ingest -m map.json one.ndjson
    golden ',S1,A,on_order,1,,,,,'
}

@test "a name within an object counts only where what is round it changes nothing" {
    printf '%s\n' '{"vendor":{"location":"V"},"store":"S1","sku":"A","last_year":{"sold":9},"values":{"on_hand":5},"item":{"type":"tea"}}' > feed.ndjson
    status 0 vmi-ingest feed.ndjson
    golden ',S1,A,on_hand,5,,,,,'
    says "columns not used: vendor.location, last_year.sold, item.type"
}
