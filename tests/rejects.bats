#!/usr/bin/env bats
# What is said of a record that was set aside, and its way back.
load helpers

@test "a line that cannot be cut into cells is not blamed on the column of the mistake before it" {
    printf 'store,sku,on hand\nA,T,x\nB,T,"4"5\n' > bad.csv
    run -1 --separate-stderr vmi-ingest -r rejects.csv bad.csv
    [[ $stderr == *"bad.csv:2: on hand: 'x' is not a number"* ]]
    [[ $stderr == *"bad.csv:3: a quote stands within a cell"* ]]
    [ "$(sed -n 3p rejects.csv | cut -d, -f1-4)" = quote,bad.csv,3, ]
}

@test "mended rejects pass under --strict, with a mapping and without" {
    printf 'site,item,issued\nA,T,3x\n' > bad.csv
    echo '{"location": "{site}", "sku": "{item}", "date": "2026-11-23", "measures": {"sold": "{issued}"}}' > mapping.json
    run -1 vmi-ingest -m mapping.json -r rejects.csv bad.csv
    sed 's/,3x$/,3/' rejects.csv > mended.csv
    run -0 --separate-stderr vmi-ingest --strict -m mapping.json mended.csv
    [ "${lines[1]}" = 2026-11-23,A,T,sold,3,,,,, ]
    printf 'store,sku,on hand\nA,T,3x\n' > bad.csv
    run -1 vmi-ingest -r rejects.csv bad.csv
    sed 's/,3x$/,3/' rejects.csv > mended.csv
    run -0 --separate-stderr vmi-ingest --strict mended.csv
    [ "${lines[1]}" = ,A,T,on_hand,3,,,,, ]
}

@test "what ends the work is said also after many records set aside for the like" {
    {
        printf '[{"location":"S1","sku":"7","on_hand":1}'
        for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do printf ',\n{"location" "S1"}'; done
        printf ',\n{"location":"S1"'
    } > cut.json
    status 3 vmi-ingest cut.json
    says "cut.json:14: the array is cut off"
    says "2 more messages of the kind 'json'"
}

@test "a reject says the form of its file, where it alone would not tell, and comes back so" {
    printf 'location;sku;date;on_hand\nK\366ln;a;03/04/2026;1.234\nB;;04/05/2026;2.500\nB;b;21/05/2026;13,75\n' > feed
    status 1 vmi-ingest --encoding=ISO-8859-1 -r rejects feed
    grep -q '^key,feed,3,sku,.*,,decimal=comma dates=dmy,B,,04/05/2026,2.500$' rejects
    sed -i 's/B,,/B\xc3\xb6,x,/' rejects
    status 0 vmi-ingest --encoding=ISO-8859-1 -r again rejects
    same '2026-05-04,Bö,x,on_hand,2500,,,,,' "$(tail -n +2 out)"
    sed -i 's/Bö,x,/B,,/' rejects
    status 1 vmi-ingest -r again rejects
    grep -q ',decimal=comma dates=dmy,B,,04/05/2026,2.500$' again
    # What comes before the cell that would have had the file looked through is of the same form.
    printf 'location;sku;on_hand\nB;;2.500\nB;b;13,75\n' > feed
    status 1 vmi-ingest -r rejects feed
    grep -q ',decimal=comma,B,,2.500$' rejects
    # A file in the forms of streams says nothing.
    printf 'location,sku,on_hand\nB,,2.5\n' > feed
    status 1 vmi-ingest -r rejects feed
    grep -q ',,,B,,2.5$' rejects
}
