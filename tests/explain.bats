#!/usr/bin/env bats
# What is understood of a file is shown before it is read in anger, and can be kept as a mapping.
load helpers

# again FILE [OPTION]...: the mapping that is guessed gives the activity that guessing gave.
again() {
    local file=$1 status=0
    shift
    vmi-ingest -q "$@" "$file" > guessed 2> /dev/null || status=$?
    vmi-ingest -q --explain -t json "$@" "$file" > guessed.json 2> err || { cat err; return 1; }
    vmi-ingest -q -m guessed.json "$file" > mapped 2> err || [ $? = "$status" ]
    diff guessed mapped
}

@test "every column, what it becomes, its form, a cell of it, and why not" {
    printf 'Sales report\n\nstore;item;date;sold;opening_stock;on hand;Total;stock;qty\nL;a;21.11.2026;13,75;5;1;3;4;\n' > feed
    status 0 vmi-ingest --explain feed
    same 'file,column,becomes,form,example,note
feed,store,location,,L,
feed,item,sku,,a,
feed,date,date,"day, month, year",21.11.2026,
feed,sold,sold,a decimal comma,"13,75",
feed,opening_stock,opening,,5,
feed,on hand,on_hand,,1,
feed,Total,,,3,
feed,stock,,,4,another column is on_hand
feed,qty,,,,"a quantity, and nothing says of what (--measure)"' "$(cat out)"
    says "feed: csv in UTF-8, cells are parted by ;"
    says "feed: the header is line 3"
}

@test "a file that cannot be activity is shown all the same, and those behind it; exit 3" {
    printf 'a,b\n1,2\n' > torn
    printf 'location,sku,on_hand\nL,a,1\n' > good
    status 3 vmi-ingest --explain torn good
    same 'file,column,becomes,form,example,note
torn,a,,,1,
torn,b,,,2,
good,location,location,,L,
good,sku,sku,,a,
good,on_hand,on_hand,,1,' "$(cat out)"
    says "torn:1: location: no column is known to hold the location"
    status 3 vmi-ingest --explain -t json torn -o kept
    [ ! -e kept ]
}

@test "long files, matrices, parts of a mapping, keys of JSON that come late" {
    printf 'location,sku,date,measure,quantity,note\nL,a,2026-11-01,sold,4,x\n' > long
    status 0 vmi-ingest --explain long
    says "" && grep -q '^long,note,carried,,x,' out
    printf 'store,item,2026-11-01,2026-11-02\nL,a,5,6\n' > matrix
    status 0 vmi-ingest --explain --measure=sold matrix
    grep -q '^matrix,2026-11-01,"quantity, its name date",,5,$' out
    echo '{"location":"{l}","sku":"{s}","date":"{y}-{m}","measures":{"ordered":{"quantity":"{q}","ref":"{l}/{m}"}},"ignore":["x"]}' > map.json
    printf 'l,s,y,m,q,x,z\nA,1,2026,11,4,0,9\n' > mapped
    status 0 vmi-ingest --explain -m map.json mapped
    same 'file,column,becomes,form,example,note
mapped,l,"location, ref of ordered (in part)",,A,
mapped,s,sku,,1,
mapped,y,date (in part),,2026,
mapped,m,"date (in part), ref of ordered (in part)",,11,
mapped,q,ordered,,4,
mapped,x,ignored,,0,
mapped,z,,,9,' "$(cat out)"
    printf '{"location":"L","sku":"a","on_hand":1}\n{"location":"L","sku":"a","on_hold":2}\n' > late
    status 0 vmi-ingest --explain late
    grep -q '^late,on_hold,on_hold,,2,$' out
}

@test "the mapping that was guessed gives the same activity" {
    printf 'Sales report\nstore;item;date;sold;opening_stock;on hand;Total;stock\nL\344nge;a;21.11.2026;13,75;5;1;3;4\n' > feed
    again feed
    grep -q '"encoding": "WINDOWS-1252"' guessed.json
    grep -q '"header-line": "2"' guessed.json
    printf 'store\titem\t5" pipe\ton hand\nL\ta\tx\t1\n' > feed
    again feed --quote=none
    grep -q '"delimiter": "tab"' guessed.json
    printf 'x\nL,a,1\n' > feed
    again feed --columns=store,item,stock --skip-lines=1
    printf 'location,sku,date,measure,quantity,note,x\nL,a,2026-11-01,sold,4,x,y\nL,a,2026-11-01,SALES,4,x,y\n' > feed
    again feed
    printf 'location,sku,date,qty\nL,a,2026-11-01,4\n' > feed
    again feed --measure=sold
    printf 'store,item,type,01/11/2026,13/11/2026,[x*],{y\nL,a,sold,5,"1,5",6,7\n' > feed
    again feed
    printf 'day,item,Berlin,Ham*burg,Total\n2026-11-01,a,5,6,11\n' > feed
    again feed --matrix=location --measure=stock
    printf '{"item":{"sku":"A"},"store":"L","stock":{"on_hand":5}}\n{"item":{"sku":"B"},"store":"L","on_order":6}\n' > feed
    again feed
}

@test "--explain of several files is no mapping; -t json is of --explain alone" {
    printf 'location,sku,on_hand\nL,a,1\n' > feed
    status 2 vmi-ingest --explain -t json feed feed
    says "writes the mapping of one file, and there are 2"
    echo '{"location":"{location}","sku":"{sku}","measures":{"on_hand":"{on_hand}"}}' > map.json
    status 2 vmi-ingest -m map.json --explain -t json feed
    says "writes the mapping that is guessed, and -m gives one"
    status 2 vmi-ingest -t json feed
    says "-t json is a mapping, of --explain"
    status 2 vmi-threshold -t json feed
}
