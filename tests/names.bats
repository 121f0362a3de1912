#!/usr/bin/env bats
# What columns are called, in systems and in languages: what is known is used, and what could mean two things is not.
load helpers

# gives HEADER ROW ACTIVITY: a file of the two lines becomes these records, without their trailing commas.
gives() {
    printf '%s\n%s\n' "$1" "$2" > feed
    status 0 vmi-ingest feed
    same "$3" "$(tail -n +2 out | sed 's/,*$//')"
}

@test "exports in German, French and Spanish load as they are" {
    gives 'Datum;Filiale;Artikel-Nr.;Bestand;Abverkauf;Wareneingang;Meldebestand;Höchstbestand;MHD;Chargen-Nr.' \
        '2026-11-21;F7;4711;12;3;6;10;40;2027-01-31;L9' '2026-11-21,F7,4711,on_hand,12,,L9,2027-01-31
2026-11-21,F7,4711,sold,3,,L9,2027-01-31
2026-11-21,F7,4711,received,6,,L9,2027-01-31
2026-11-21,F7,4711,min,10,,L9,2027-01-31
2026-11-21,F7,4711,max,40,,L9,2027-01-31'
    gives 'Datum;Standort;Artikelnummer;Lagerbestand;Verkäufe;Hoechstbestand' '2026-11-21;F7;4711;12;3;40' \
        '2026-11-21,F7,4711,on_hand,12
2026-11-21,F7,4711,sold,3
2026-11-21,F7,4711,max,40'
    gives 'Jour;Dépôt;Référence article;Quantité en stock;Ventes;Réceptions;Date de péremption;N° de lot' \
        '2026-11-21;Lyon;X1;12;3;6;2027-01-31;L9' '2026-11-21,Lyon,X1,on_hand,12,,L9,2027-01-31
2026-11-21,Lyon,X1,sold,3,,L9,2027-01-31
2026-11-21,Lyon,X1,received,6,,L9,2027-01-31'
    gives 'Fecha;Tienda;Código de artículo;Existencias;Ventas;Devoluciones;Caducidad;Lote' '2026-11-21;T1;X1;12;3;1;2027-01-31;L9' \
        '2026-11-21,T1,X1,on_hand,12,,L9,2027-01-31
2026-11-21,T1,X1,sold,3,,L9,2027-01-31
2026-11-21,T1,X1,returned,1,,L9,2027-01-31'
    gives 'Datum,Lager,Artikel,Bewegungsart,Menge' '2026-11-21,L1,4711,Retoure,2' '2026-11-21,L1,4711,returned,2'
    gives 'fecha,almacén,artículo,tipo de movimiento,cantidad' '2026-11-21,L1,4711,Venta,2' '2026-11-21,L1,4711,sold,2'
    gives 'date,magasin,article,type de mouvement,quantité' '2026-11-21,L1,4711,Réception,2' '2026-11-21,L1,4711,received,2'
}

@test "exports of planning and stock systems load as they are" {
    gives location,item,onhand,maximum L,I,5,9 ',L,I,on_hand,5
,L,I,max,9' # frePPLe
    gives location_id,product_id,qty_on_hand,product_min_qty,product_max_qty L,I,5,2,9 ',L,I,on_hand,5
,L,I,min,2
,L,I,max,9' # Odoo
    gives warehouse,item_code,reserved_qty,warehouse_reorder_level,stock_uom L,I,5,2,Nos ',L,I,allocated,5,Nos
,L,I,min,2,Nos' # ERPNext
    gives warehouse,product,min_quantity,target_quantity L,I,2,9 ',L,I,min,2
,L,I,max,9' # Tryton
    gives location,productCode,quantityOnHand,quantityOnOrder L,I,5,6 ',L,I,on_hand,5
,L,I,on_order,6' # OpenBoxes
    gives M_Warehouse_ID,M_Product_ID,QtyOnHand,QtyReserved,Level_Min,Level_Max L,I,5,1,2,9 ',L,I,on_hand,5
,L,I,allocated,1
,L,I,min,2
,L,I,max,9' # iDempiere
    gives 'Location Code,Item No.,Inventory,Qty. on Purch. Order,Reorder Point,Maximum Inventory' L,I,5,6,2,9 ',L,I,on_hand,5
,L,I,on_order,6
,L,I,min,2
,L,I,max,9' # Business Central
    gives facilityCode,orderableCode,stockOnHand,maximumStockQuantity L,I,5,9 ',L,I,on_hand,5
,L,I,max,9' # OpenLMIS
    gives store,item_code,stock_on_hand L,I,5 ',L,I,on_hand,5' # mSupply
    gives WERKS,MATNR,LABST,INSME,SPEME L,I,5,1, ',L,I,on_hand,5
,L,I,on_hold,1' # SAP
    gives PLANT,ITEM_NUMBER,MIN_QUANTITY,MAX_QUANTITY L,I,2,9 ',L,I,min,2
,L,I,max,9' # Oracle
    gives GLN,GTIN,quantityOnHand 4012345000009,04012345678901,5 ',4012345000009,04012345678901,on_hand,5' # GS1
}

@test "the three levels of OpenBoxes: its reorderQuantity is the reorder point" {
    gives location,productCode,minQuantity,reorderQuantity,maxQuantity L,I,2,5,9 ',L,I,min,5
,L,I,max,9'
    says "column not used: minQuantity (another column is min)"
    gives location,productCode,reorderQuantity,maxQuantity L,I,5,9 ',L,I,max,9'
    says "column not used: reorderQuantity (a level in OpenBoxes, a quantity to order elsewhere)"
}

@test "of several columns of a measure the one that is surest of it is taken, wherever it stands" {
    gives 'store,item,Sales,Units Sold,date' 'L,I,12.50,3,2026-01-01' '2026-01-01,L,I,sold,3'
    says "column not used: Sales (another column is sold)"
    gives 'store,item,Units Sold,Sales,date' 'L,I,3,12.50,2026-01-01' '2026-01-01,L,I,sold,3'
    gives 'store,item,stock level,on_hand,soh' L,I,1,2,3 ',L,I,on_hand,2'
    gives 'store,item,Mindestbestand,Meldebestand' L,I,1,2 ',L,I,min,2'
    gives 'store,item,min,reorder point' L,I,1,2 ',L,I,min,1'
    printf '%s\n' '{"store":"L","item":"I","stock":1}' '{"store":"L","item":"J","on_hand":2}' > feed.ndjson
    status 0 vmi-ingest feed.ndjson
    same ',L,I,on_hand,1' "$(tail -n +2 out | sed 's/,*$//')"
    says "column not used: on_hand (another column is on_hand)"
}

@test "a name that means different things is not used, and it is said why" {
    gives store,item,on_hand,Amount,MOQ,Umsatz,remark L,I,5,1,2,3,4 ',L,I,on_hand,5'
    says "columns not used: Amount (a quantity in some systems, money in most), \
MOQ (of the agreement: order_min; in some planning systems a multiple), Umsatz (money, not a quantity), remark"
    status 3 vmi-ingest --strict feed
    gives 'date,store,item,type,qty,Order' '2026-01-01,L,I,receipt,5,P1' '2026-01-01,L,I,received,5,,,,,,P1'
    echo '{"location": "{store}", "sku": "{item}", "measures": {"min": "{reorder_qty}"}}' > map.json
    printf 'store,item,reorder_qty,moq\nL,I,5,1\n' > feed
    status 0 vmi-ingest -m map.json feed
    says "column not used: moq"
    ! grep -q 'moq (' err
}

@test "where the only candidate means different things, the error says which it is" {
    printf 'store,item,qty_available\nL,a,4\n' > feed
    status 3 vmi-ingest feed
    says "no column is known to hold a measure; a mapping (-m) can say what they are ('qty_available': "
}
