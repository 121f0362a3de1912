#include "alias_rows.h"

#include "alias.h"
#include "vmi/measure.h"

/*
 * The names come from the exports of frePPLe, Odoo, OCA DDMRP, ERPNext, Tryton, OpenBoxes, iDempiere, Business Central,
 * OpenLMIS, mSupply, SAP, Oracle and GS1 messages, and from what tills and spreadsheets write in four languages.
 */
const struct alias_row alias_rows[] = {
    {ALIAS_ROLE, ROLE_DATE,
     "day as_of as_of_date snapshot_date stock_date inventory_date transaction_date trans_date sales_date "
     "sale_date posting_date movement_date business_date calendar_date calendar_day report_date "
     "reporting_date count_date date_time period period_start week week_start year_week month year_month "
     "calendar_month calendar_week timestamp start_date datum stichtag buchungsdatum buchungstag "
     "bestandsdatum verkaufsdatum bewegungsdatum zaehldatum kalenderwoche woche monat periode jour "
     "date_de_stock date_stock date_inventaire date_de_vente date_vente date_mouvement date_de_mouvement "
     "date_comptable semaine mois fecha dia fecha_de_venta fecha_venta fecha_de_movimiento "
     "fecha_movimiento fecha_contable fecha_de_inventario fecha_inventario semana mes periodo"},
    {ALIAS_ROLE, ROLE_LOCATION,
     "location_id location_code location_number location_no loc loc_id loc_code store store_id store_code "
     "store_number store_no store_nr store_nbr shop shop_id shop_code outlet outlet_id outlet_code site "
     "site_id site_code site_number warehouse warehouse_id warehouse_code warehouse_no whse whs_code "
     "facility facility_id facility_code branch branch_id branch_code branch_number branch_no plant "
     "plant_code werks depot depot_id depot_code distribution_center distribution_centre stockroom "
     "m_warehouse_id invent_location_id ship_to ship_to_code gln location_gln store_gln lager lager_id "
     "lager_nr lagernummer lagercode filiale filiale_nr filial_id filial_nr filialnummer filialcode "
     "standort standort_id standort_nr standortnummer standortcode markt markt_id markt_nr marktnummer "
     "werk niederlassung verkaufsstelle magasin magasin_id id_magasin code_magasin numero_magasin "
     "num_magasin code_depot entrepot code_entrepot code_site point_de_vente code_point_de_vente "
     "succursale boutique code_boutique tienda tienda_id id_tienda codigo_tienda codigo_de_tienda "
     "cod_tienda numero_tienda almacen almacen_id id_almacen codigo_almacen codigo_de_almacen cod_almacen "
     "sucursal sucursal_id id_sucursal codigo_sucursal bodega codigo_bodega punto_de_venta"},
    {ALIAS_ROLE, ROLE_SKU,
     "sku_id sku_code sku_number sku_no item item_id item_code item_number item_no item_nr item_nbr "
     "item_num item_sku product product_id product_code product_number product_no product_sku variant_sku "
     "article article_id article_code article_number article_no material material_id material_code "
     "material_number material_no matnr part part_id part_code part_number part_no part_num stock_code "
     "orderable orderable_code trade_item trade_item_id gtin gtin_code ean ean_code ean_13 upc upc_code "
     "plu barcode isbn pzn nsn m_product_id inventory_item_id artikel artikel_id artikel_nr artikelnummer "
     "artikelcode art_nr produkt produkt_id produkt_nr produktnummer produktcode materialnummer "
     "material_nr teilenummer teile_nr sachnummer ean_nummer ean_nr id_article code_article "
     "reference_article ref_article numero_article num_article produit id_produit code_produit "
     "reference_produit ref_produit code_barres code_barre code_ean gencod articulo articulo_id "
     "id_articulo codigo codigo_articulo codigo_de_articulo cod_articulo numero_articulo producto "
     "producto_id id_producto codigo_producto codigo_de_producto cod_producto codigo_de_barras "
     "codigo_barras codigo_ean"},
    {ALIAS_ROLE, ROLE_MEASURE,
     "type movement_type transaction_type trans_type entry_type event_type activity_type bewegungsart "
     "bewegungstyp buchungsart vorgangsart type_de_mouvement type_mouvement nature_mouvement tipo "
     "tipo_de_movimiento tipo_movimiento"},
    {ALIAS_ROLE, ROLE_QUANTITY, "qty menge anzahl stueckzahl stuckzahl quantite qte cantidad cant"},
    {ALIAS_ROLE, ROLE_UNIT,
     "uom uom_code uom_id unit_of_measure unit_of_measure_code unit_code measure_unit base_uom base_unit "
     "base_unit_of_measure stock_uom product_uom meins einheit mengeneinheit basismengeneinheit "
     "basiseinheit lagereinheit unite unite_de_mesure unidad unidad_de_medida"},
    {ALIAS_ROLE, ROLE_LOT,
     "lot_number lot_no lot_nr lot_code lot_id lot_name batch batch_number batch_no batch_nr batch_code "
     "batch_id charg charge_nr chargen_nr chargennummer chargencode numero_de_lot numero_lot num_lot "
     "no_lot no_de_lot code_lot lote lote_id id_lote numero_de_lote numero_lote num_lote no_lote "
     "no_de_lote codigo_lote"},
    {ALIAS_ROLE, ROLE_EXPIRES,
     "expiry expiry_date expiration expiration_date expire_date exp_date expires_on best_before "
     "best_before_date best_by best_by_date use_by use_by_date bbd sled sled_bbd "
     "shelf_life_expiration_date vfdat mhd mindesthaltbarkeitsdatum mindesthaltbarkeit haltbarkeitsdatum "
     "haltbar_bis verfallsdatum verfalldatum verfall ablaufdatum verwendbar_bis peremption "
     "date_de_peremption date_peremption date_d_expiration date_expiration dlc dluo ddm caducidad "
     "fecha_de_caducidad fecha_caducidad fecha_de_expiracion fecha_expiracion consumo_preferente"},
    {ALIAS_ROLE, ROLE_REF,
     "reference reference_number reference_no ref_no document document_number document_no document_id "
     "doc_number doc_no order_number order_no order_nr order_id order_reference order_ref purchase_order "
     "purchase_order_number purchase_order_no purchase_order_id po_number po_no po_nbr po_num po_id ebeln "
     "bestellnummer bestell_nr auftragsnummer auftrags_nr beleg belegnummer beleg_nr numero_de_commande "
     "numero_commande num_commande no_commande no_de_commande bon_de_commande reference_commande "
     "ref_commande numero_de_pedido numero_pedido num_pedido no_pedido no_de_pedido id_pedido "
     "orden_de_compra numero_de_documento numero_documento"},
    {ALIAS_ROLE, ROLE_UNTIL,
     "end_date period_end through date_to due due_date requested_delivery_date required_date need_by_date "
     "promised_date promise_date expected_date expected_delivery_date expected_receipt_date schedule_date "
     "date_planned eta eindt enddatum bis_datum faelligkeit faelligkeitsdatum faelligkeitstag falligkeit "
     "falligkeitsdatum liefertermin wunschliefertermin date_de_fin date_fin date_de_livraison_prevue "
     "date_livraison_prevue fecha_fin fecha_final fecha_hasta fecha_prevista fecha_de_entrega_prevista "
     "fecha_entrega_prevista"},

    {ALIAS_MEASURE, VMI_ON_HAND,
     "qty_on_hand quantity_on_hand on_hand_qty on_hand_quantity on_hand_units units_on_hand on_hand_stock "
     "on_hand_inventory stock_on_hand inventory_on_hand soh qoh stock_level stock_qty stock_quantity "
     "stock_units stock_balance current_stock current_inventory closing_stock closing_balance "
     "closing_inventory ending_inventory ending_stock inventory_level inventory_qty inventory_quantity "
     "inventory_units balance_qty unrestricted unrestricted_stock unrestricted_use labst lagerbestand "
     "aktueller_bestand bestandsmenge endbestand istbestand filialbestand stock_actuel stock_physique "
     "stock_final quantite_en_stock qte_en_stock qte_stock existencias existencias_actuales existencia "
     "stock_actual stock_fisico cantidad_en_stock cantidad_en_existencia"},
    {ALIAS_VAGUE, VMI_ON_HAND, "stock inventory bestand"},
    {ALIAS_MEASURE, INGEST_AVAILABLE,
     "available available_qty available_quantity available_stock available_units available_inventory "
     "quantity_available stock_available available_stock_on_hand free_stock free_qty qty_free "
     "product_location_qty_available_not_res verfuegbar verfugbar verfuegbarer_bestand verfugbarer_bestand "
     "verfuegbare_menge verfugbare_menge freier_bestand disponible stock_disponible quantite_disponible "
     "qte_disponible existencias_disponibles cantidad_disponible"},
    {ALIAS_MEASURE, INGEST_GROSS, "gross gross_on_hand gross_stock gross_inventory bruttobestand"},
    {ALIAS_MEASURE, INGEST_OPENING,
     "opening opening_stock opening_balance opening_inventory initial_stock stock_initial "
     "beginning_inventory "
     "beginning_stock beginning_balance anfangsbestand stock_inicial inventario_inicial"},
    {ALIAS_MEASURE, VMI_ON_HOLD,
     "hold_qty on_hold_qty blocked blocked_qty blocked_stock quality_hold quality_inspection quality_stock "
     "inspection_stock damaged damaged_qty damaged_stock quarantine quarantined quarantine_qty "
     "quarantine_stock unusable unusable_stock speme insme gesperrt sperrbestand gesperrter_bestand "
     "qualitaetspruefbestand qualitatsprufbestand quarantaene quarantane beschaedigt beschadigt "
     "stock_bloque quarantaine endommage stock_bloqueado existencias_bloqueadas bloqueado cuarentena "
     "danado"},
    {ALIAS_MEASURE, VMI_ALLOCATED,
     "allocated_qty allocated_quantity qty_allocated quantity_allocated allocated_stock reserved "
     "reserved_qty reserved_quantity qty_reserved quantity_reserved reserved_stock committed committed_qty "
     "committed_quantity qty_committed quantity_committed is_commited reserviert reservierter_bestand "
     "reservierte_menge stock_reserve quantite_reservee qte_reservee reservado stock_reservado "
     "cantidad_reservada comprometido cantidad_comprometida"},
    {ALIAS_MEASURE, VMI_BACKORDERED,
     "backorder backorders backordered_qty backorder_qty backorder_quantity qty_backordered "
     "quantity_backordered rueckstand ruckstand rueckstandsmenge ruckstandsmenge auftragsrueckstand "
     "auftragsruckstand"},
    {ALIAS_MEASURE, VMI_IN_TRANSIT,
     "transit in_transit_qty in_transit_quantity qty_in_transit quantity_in_transit stock_in_transit "
     "goods_in_transit inventory_in_transit transit_qty transit_quantity transit_stock unterwegs "
     "unterwegsbestand transitbestand ware_unterwegs en_transit stock_en_transit quantite_en_transit "
     "qte_en_transit en_transito transito stock_en_transito cantidad_en_transito mercancia_en_transito"},
    {ALIAS_MEASURE, VMI_ON_ORDER,
     "qty_on_order quantity_on_order on_order_qty on_order_quantity on_order_units units_on_order "
     "open_orders open_order_qty open_order_quantity qty_on_purch_order qty_on_purchase_order "
     "in_bestellung offene_bestellungen offene_bestellmenge en_commande quantite_en_commande "
     "qte_en_commande commandes_en_cours en_pedido cantidad_en_pedido pedidos_pendientes"},
    {ALIAS_MEASURE, VMI_SOLD,
     "units_sold sold_qty sold_quantity sold_units qty_sold quantity_sold sales_qty sales_quantity "
     "sales_units sale_qty unit_sales pos_units pos_qty sell_out_qty sell_out_units issued issued_qty "
     "issued_quantity qty_issued quantity_issued dispensed dispensed_qty quantity_dispensed consumed "
     "consumed_qty consumed_quantity qty_consumed quantity_consumed total_consumed_quantity consumption "
     "usage qty_used quantity_used distributed verkauft verkaufte_menge verkaufte_stueck verkaufte_stuck "
     "verkaufsmenge absatz absatzmenge abverkauf abverkaeufe abverkaufe abverkaufsmenge verbrauch "
     "verbrauchsmenge entnahmen entnahmemenge quantite_vendue quantites_vendues qte_vendue unites_vendues "
     "consommation quantite_consommee qte_consommee cantidad_vendida unidades_vendidas consumo "
     "cantidad_consumida"},
    {ALIAS_VAGUE, VMI_SOLD, "sales sale units verkauf verkaeufe verkaufe vente ventes venta ventas"},
    {ALIAS_MEASURE, VMI_RETURNED,
     "return returns customer_returns returned_qty returned_quantity returned_units qty_returned "
     "quantity_returned units_returned return_qty return_quantity returns_qty retoure retouren "
     "retourenmenge kundenretouren ruecksendungen rucksendungen ruecknahmen rucknahmen retour retours "
     "retours_clients quantite_retournee qte_retournee devolucion devoluciones devoluciones_de_clientes "
     "cantidad_devuelta"},
    {ALIAS_MEASURE, VMI_UNFILLED,
     "lost_sales lost_sales_qty lost_sales_units lost_demand unmet unmet_demand unsatisfied_demand "
     "unfilled_qty unfilled_quantity entgangene_verkaeufe entgangene_verkaufe entgangener_absatz "
     "ventes_perdues demande_non_satisfaite ventas_perdidas demanda_insatisfecha demanda_no_atendida"},
    {ALIAS_MEASURE, VMI_RECEIVED,
     "receipts receipt_qty receipt_quantity receipts_qty received_qty received_quantity received_units "
     "qty_received quantity_received units_received total_received_quantity goods_received goods_receipt "
     "goods_receipts wareneingang wareneingaenge wareneingange wareneingangsmenge eingegangene_menge "
     "reception receptions quantite_recue quantites_recues qte_recue recepcion recepciones recibido "
     "cantidad_recibida unidades_recibidas"},
    {ALIAS_MEASURE, VMI_TRANSFERRED_IN,
     "transfer_in transfers_in transfer_in_qty transferred_in_qty umlagerungszugang umlagerungseingang "
     "transfert_entrant transferts_entrants traspaso_entrada traspasos_entrada transferencias_recibidas"},
    {ALIAS_MEASURE, VMI_TRANSFERRED_OUT,
     "transfer_out transfers_out transfer_out_qty transferred_out_qty umlagerungsabgang umlagerungsausgang "
     "transfert_sortant transferts_sortants traspaso_salida traspasos_salida transferencias_enviadas"},
    {ALIAS_MEASURE, VMI_ADJUSTED,
     "adjustment adjustments adjustment_qty adjustment_quantity adjusted_qty qty_adjusted "
     "quantity_adjusted stock_adjustment stock_adjustments inventory_adjustment inventory_adjustments "
     "losses_and_adjustments total_losses_and_adjustments korrektur korrekturen korrekturmenge "
     "bestandskorrektur bestandskorrekturen inventurdifferenz inventurdifferenzen ajustement ajustements "
     "ajustement_de_stock ajustements_de_stock ecart_d_inventaire ecart_inventaire ajuste ajustes "
     "ajuste_de_stock ajuste_de_inventario ajustes_de_inventario"},
    {ALIAS_MEASURE, VMI_SCRAPPED,
     "scrap scrapped_qty scrap_qty waste wasted wastage waste_qty wasted_qty write_off write_offs "
     "written_off spoilage spoiled verschrottet verschrottung ausschuss abschriften verderb bruch rebut "
     "rebuts mise_au_rebut casse desperdicio desechado"},
    {ALIAS_MEASURE, VMI_STOCKOUT_DAYS,
     "days_out_of_stock out_of_stock_days days_stocked_out oos_days days_oos total_stockout_days "
     "adjusted_days_out_of_stock jours_de_rupture jours_rupture dias_sin_stock dias_sin_existencias "
     "dias_de_quiebre"},
    {ALIAS_MEASURE, VMI_ORDERED,
     "ordered_qty ordered_quantity ordered_units qty_ordered quantity_ordered bestellt bestellte_menge "
     "quantite_commandee qte_commandee cantidad_pedida cantidad_ordenada"},
    {ALIAS_MEASURE, VMI_CONFIRMED,
     "confirmed_qty confirmed_quantity qty_confirmed quantity_confirmed acknowledged acknowledged_qty "
     "acknowledged_quantity bestaetigt bestatigt bestaetigte_menge bestatigte_menge quantite_confirmee "
     "qte_confirmee confirmado cantidad_confirmada"},
    {ALIAS_MEASURE, VMI_SHIPPED,
     "shipped_qty shipped_quantity shipped_units qty_shipped quantity_shipped units_shipped versendet "
     "versandt versandmenge expedie quantite_expediee qte_expediee enviado cantidad_enviada"},
    {ALIAS_MEASURE, VMI_CANCELLED,
     "canceled cancellation cancelled_qty cancelled_quantity canceled_qty canceled_quantity qty_cancelled "
     "qty_canceled storniert stornierte_menge stornomenge annule quantite_annulee qte_annulee cancelado "
     "cantidad_cancelada anulado cantidad_anulada"},
    {ALIAS_MEASURE, VMI_FORECAST,
     "forecast_qty forecast_quantity forecast_units forecast_demand demand_forecast sales_forecast "
     "forecast_sales prognose prognosemenge absatzprognose bedarfsprognose prevision previsions "
     "prevision_des_ventes prevision_de_ventes previsions_de_ventes pronostico pronostico_de_ventas "
     "pronostico_ventas prevision_de_ventas"},
    {ALIAS_MEASURE, VMI_COUNTED,
     "counted_qty counted_quantity qty_counted quantity_counted count_qty qty_count stock_count "
     "inventory_count physical_count gezaehlt gezaehlte_menge zaehlmenge zahlmenge inventurmenge "
     "quantite_comptee qte_comptee cantidad_contada conteo_fisico recuento"},
    {ALIAS_MEASURE, VMI_MIN,
     "reorder_point rop reorder_level order_point replenishment_point warehouse_reorder_level "
     "top_of_yellow meldebestand bestellpunkt point_de_commande seuil_de_commande "
     "seuil_de_reapprovisionnement seuil_reappro punto_de_pedido punto_pedido punto_de_reorden "
     "punto_reorden nivel_de_reorden"},
    {ALIAS_VAGUE, VMI_MIN,
     "minimum min_qty min_quantity minimum_qty minimum_quantity min_stock minimum_stock min_level "
     "minimum_level min_stock_level minimum_stock_level min_inventory minimum_inventory product_min_qty "
     "level_min mindestbestand minimalbestand min_bestand stock_min stock_mini stock_minimum stock_minimal "
     "minimo stock_minimo existencia_minima existencias_minimas inventario_minimo"},
    {ALIAS_MEASURE, VMI_MAX,
     "maximum max_qty max_quantity maximum_qty maximum_quantity max_stock maximum_stock max_level "
     "maximum_level max_stock_level maximum_stock_level max_inventory maximum_inventory "
     "maximum_stock_quantity order_up_to order_up_to_level par_level product_max_qty level_max "
     "top_of_green hoechstbestand hochstbestand maximalbestand max_bestand stock_max stock_maxi "
     "stock_maximum stock_maximal maximo stock_maximo existencia_maxima existencias_maximas "
     "inventario_maximo"},
    {ALIAS_VAGUE, VMI_MAX, "target_stock target_inventory target_quantity ideal_stock_amount zielbestand"},
    {ALIAS_MEASURE, VMI_SAFETY_STOCK,
     "buffer_stock sicherheitsbestand eiserner_bestand stock_de_securite stock_securite stock_de_seguridad "
     "stock_seguridad existencias_de_seguridad inventario_de_seguridad"},

    {ALIAS_WORD, VMI_ON_HAND, "inventory_snapshot stock_snapshot"},
    {ALIAS_WORD, VMI_SOLD,
     "issue issues goods_issue dispense use used withdrawal pos pos_sale entnahme warenausgang "
     "sortie_vente salida_por_venta"},
    {ALIAS_WORD, VMI_RETURNED,
     "customer_return sales_return rueckgabe ruckgabe kundenretoure retour_client devolucion_de_cliente"},
    {ALIAS_WORD, VMI_RECEIVED, "receipt receive grn purchase_receipt"},
    {ALIAS_WORD, VMI_TRANSFERRED_IN, "transfer_receipt"},
    {ALIAS_WORD, VMI_TRANSFERRED_OUT, "transfer_shipment transfer_issue"},
    {ALIAS_WORD, VMI_SCRAPPED, "disposal destruction"},
    {ALIAS_WORD, VMI_ORDERED, "order bestellung commande pedido"},
    {ALIAS_WORD, VMI_CONFIRMED, "confirmation acknowledgement acknowledgment"},
    {ALIAS_WORD, VMI_SHIPPED, "shipment asn"},
    {ALIAS_WORD, VMI_CANCELLED, "cancel storno annulation"},
    {ALIAS_WORD, VMI_COUNTED,
     "count cycle_count stocktake physical_inventory zaehlung inventur comptage conteo"},
};

const size_t alias_row_count = VMI_COUNT(alias_rows);
