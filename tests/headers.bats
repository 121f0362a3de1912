#!/usr/bin/env bats
# Where the header of customers' CSV stands: told, found among title lines, or not there at all.
load helpers

golden() { same "$1" "$(tail -n +2 out | sed 's/,*$//')"; }

titled() { printf 'Stock, weekly report of 5" pipes and "more"\nprinted;by;hand\n\nstore;item;on hand\nA;1;2\nB;2;q\n' > titled.csv; }

@test "the header is found behind title lines, and said; lines are counted from the first of the file" {
    titled
    status 1 vmi-ingest titled.csv
    golden ',A,1,on_hand,2'
    says "titled.csv: the header is line 4; the lines before it are passed over"
    says "titled.csv: cells are parted by ;"
    says "titled.csv:6: on hand: 'q' is not a number"
    printf '\357\273\277Report\rstore\titem\ton hand\rA\t1\t2\r' > mac.csv
    status 0 vmi-ingest mac.csv
    golden ',A,1,on_hand,2'
    says "mac.csv: the header is line 2"
    printf 'store,on\n"store\nname",item,on hand,"location"\nA,1,2,L\n' > broken.csv
    status 0 vmi-ingest broken.csv
    golden ',L,1,on_hand,2'
    says "broken.csv: the header is line 2"
}

@test "a header that stands first, or behind blank lines, is not told of; nor are rows taken for one" {
    printf '\n\nstore,item,on hand\nA,1,2\nlocation,sku,on_order\n' > plain.csv
    status 1 vmi-ingest plain.csv
    golden ',A,1,on_hand,2'
    ! grep -q 'the header is' err
    says "plain.csv:5: on hand: 'on_order' is not a number"
}

@test "with a mapping the header is the first line with all the columns that it names" {
    echo '{"location": "{Ort}", "sku": "{Ware}", "measures": {"on_hand": "{Zahl}"}}' > map.json
    printf 'Ort,Ware\nstore,item,on hand\nOrt,Ware,Zahl\nA,1,2\n' > mapped.csv
    status 0 vmi-ingest -m map.json mapped.csv
    golden ',A,1,on_hand,2'
    says "mapped.csv: the header is line 3"
}

@test "where no line is a header that can be understood, it is the first of which is told what it lacks" {
    printf 'a,b\nstore,item\n1,2\n' > none.csv
    status 3 vmi-ingest none.csv
    one_line
    says "none.csv:1: location: no column is known to hold the location"
    printf '\n\na,b\n' > blank.csv
    status 3 vmi-ingest blank.csv
    says "blank.csv:3: location: no column is known to hold the location"
}

@test "the search ends with line 50, and with 64 KiB" {
    behind() { for _ in $(seq "$1"); do echo title; done; printf 'store,item,on hand\nA,1,2\n'; }
    behind 49 > near.csv
    status 0 vmi-ingest near.csv
    golden ',A,1,on_hand,2'
    behind 50 > far.csv
    status 3 vmi-ingest far.csv
    wide() { head -c "$1" /dev/zero | tr '\0' x; printf '\nstore,item,on hand\nA,1,2\n'; }
    wide 65516 > near.csv
    status 0 vmi-ingest near.csv
    wide 65519 > far.csv
    status 3 vmi-ingest far.csv
}

@test "--skip-lines and --header-line say where the header stands, for every file" {
    titled
    for told in --skip-lines=3 --header-line=4 '--skip-lines=3 --header-line=4'; do
        status 1 vmi-ingest $told titled.csv
        golden ',A,1,on_hand,2'
        says "titled.csv:6: on hand: 'q' is not a number"
        ! grep -q 'the header is' err
    done
    status 3 vmi-ingest --header-line=1 titled.csv
    says "titled.csv:1: "
    printf 'store,item,on hand\nlocation,sku,on_order\nA,1,2\n' > two.csv
    sed 's/,1,/,3,/' two.csv > three.csv
    status 0 vmi-ingest --header-line=2 two.csv three.csv
    golden ',A,1,on_order,2
,A,3,on_order,2'
    status 3 vmi-ingest --skip-lines=9 two.csv
    says "two.csv: the lines of the file are passed over or blank; a header was expected"
    printf '{"store":"A","item":"1","on_hand":2}\n' > rows.ndjson
    status 0 vmi-ingest --skip-lines=1 rows.ndjson
    golden ',A,1,on_hand,2'
}

@test "--columns names the columns of a file that has no header" {
    printf 'A;1;"2";x\nB;2;q;y\n' > bare.csv
    status 1 vmi-ingest --columns='store,item,on hand,"a,b"' bare.csv
    golden ',A,1,on_hand,2'
    says 'bare.csv:2: on hand'
    says 'bare.csv: column not used: a,b'
    titled
    status 1 vmi-ingest --skip-lines=4 --columns='item,store,on order' titled.csv
    golden ',1,A,on_order,2'
    says 'titled.csv:6: on order'
    status 3 vmi-ingest --columns=store,item bare.csv
    says 'bare.csv: measure: no column is known'
    : > empty.csv
    status 0 vmi-ingest --columns=store,item,sold empty.csv
    golden ''
    printf 'A,1,2\nstore,item,on hand\nB,1,3\n' > again.csv
    status 0 vmi-ingest --columns='store,item,on hand' again.csv
    golden ',A,1,on_hand,2
,B,1,on_hand,3'
}

@test "what makes no sense of the header is exit 2" {
    titled
    wrong() { status 2 vmi-ingest "$@" titled.csv; says "$last"; }
    last="--header-line: '4' is not the line behind those of --skip-lines" wrong --header-line=4 --skip-lines=4
    last="--header-line: '4' stands beside --columns" wrong --header-line=4 --columns=a
    last="--header-line: '0' is not the number of a line" wrong --header-line=0
    last="--skip-lines: '1.5' is not a number of lines" wrong --skip-lines=1.5
    last="--skip-lines: '-1' is not a number of lines" wrong --skip-lines=-1
    last="--columns: 'a,\"b' is not a list of names" wrong --columns='a,"b'
    last="--columns: '' is not a list of names" wrong --columns=
    last="--from: 'ndjson' has no header" wrong -f ndjson --skip-lines=1
}

@test "rejects that were mended are fed back with the same options: their header is their own" {
    printf 'Report\nA|5" pipe|2\nB|3" pipe|q\n' > bare.csv
    options=(--skip-lines=1 --columns='store,item,on hand' --delimiter='|' --quote=none)
    status 1 vmi-ingest "${options[@]}" -r rejects.csv bare.csv
    golden ',A,"5"" pipe",on_hand,2'
    sed 's/,q$/,3/' rejects.csv > mended.csv
    status 0 vmi-ingest "${options[@]}" mended.csv bare.csv --max-rejects=1
    golden ',B,"3"" pipe",on_hand,3
,A,"5"" pipe",on_hand,2'
    printf '"reject_code";"reject_file";store;item;on hand\nnumber;x;B;"3"" pipe";3\n' > semicolons.csv
    status 0 vmi-ingest "${options[@]}" semicolons.csv
    golden ',B,"3"" pipe",on_hand,3'
}
