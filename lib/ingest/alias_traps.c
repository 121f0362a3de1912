#include "alias_rows.h"

/* "Of the agreement" is followed by the name of the term that says it. */
const struct trap_row trap_rows[] = {
    {"reorder_quantity reorder_qty warehouse_reorder_qty",
     "a level in OpenBoxes, a quantity to order elsewhere"},
    {"order_quantity order_qty bestellmenge quantite_a_commander cantidad_a_pedir",
     "what was ordered, or how much to order at a time"},
    {"order orders bestellung bestellungen commande commandes pedido pedidos",
     "the number of an order, or what was ordered"},
    {"receipt recibo", "the number of a receipt, or what was received"},
    {"count", "how many there are of something, or what was counted"},
    {"amount betrag montant importe monto", "a quantity in some systems, money in most"},
    {"sales_amount sales_value net_sales gross_sales revenue turnover umsatz umsaetze umsatze "
     "chiffre_d_affaires "
     "ca ingresos",
     "money, not a quantity"},
    {"stock_value inventory_value bestandswert lagerwert valeur_du_stock valeur_stock valor_de_inventario "
     "valor_del_stock",
     "money, not a quantity"},
    {"charge", "a lot in German, a fee in English"},
    {"actual_qty", "stock on hand in ERPNext's Bin, a change of it in its Stock Ledger"},
    {"qty_available", "stock on hand in Odoo, what is free of it elsewhere"},
    {"virtual_available qty_forecast forecasted forecasted_qty forecasted_quantity projected_qty "
     "projected_quantity projected_stock projected_inventory net_flow_position planned_stock",
     "projected stock, with orders and reservations in it"},
    {"available_to_promise atp quantity_available_to_promise final_quantity_available_to_promise "
     "available_to_sell",
     "a projection with what is to come, not stock"},
    {"in_stock is_in_stock", "a quantity, or yes and no"},
    {"balance saldo solde", "stock, or money"},
    {"inventaire inventario", "the stock, or the counting of it"},
    {"sollbestand", "a target, or what the books say that is there"},
    {"bestellbestand", "stock on order, or the level at which one orders"},
    {"reserve", "stock that is allocated, or a safety stock"},
    {"safety_stock_quantity safety_stock_qty",
     "the safety stock, or in Business Central the level below which one plans"},
    {"minimum_calendar maximum_calendar", "the name of a calendar in frePPLe"},
    {"top_of_red", "part of the reorder point of DDMRP; top_of_yellow is all of it"},
    {"emergency_order_point min_periods_of_stock max_periods_of_stock min_months_of_stock "
     "max_months_of_stock",
     "a level in periods of demand, not in units"},
    {"average_consumption average_monthly_consumption amc adu average_demand average_sales "
     "average_daily_usage avg_sales avg_daily_sales monthly_demand daily_demand mean_demand",
     "an average; demand is worked out from sales by day"},
    {"demand nachfrage bedarf demande demanda", "what was sold, asked for, or expected"},
    {"quantity_to_order qty_to_order suggested_quantity suggested_order calculated_order_quantity "
     "proposed_quantity bestellvorschlag procure_recommended_qty",
     "a proposal of another system"},
    {"vendor_returns supplier_returns return_to_vendor returns_to_vendor rtv lieferantenretouren "
     "retours_fournisseurs devoluciones_a_proveedores",
     "what went back to the vendor; returned is what came from customers"},
    {"transfer transfers umlagerung umlagerungen transfert transferts traspaso traspasos",
     "stock that came or went; transferred_in and transferred_out say which"},
    {"zugang zugaenge zugange abgang abgaenge abgange entrees sorties entradas salidas",
     "all that came, or all that went, by whatever cause"},
    {"shrinkage shrink schwund demarque merma mermas",
     "a loss whose sign is not the same everywhere; adjusted has a sign"},
    {"delivery_date lieferdatum date_de_livraison fecha_de_entrega order_date bestelldatum "
     "date_de_commande fecha_de_pedido",
     "the day of one document, not of all that the row tells"},
    {"vencimiento fecha_de_vencimiento fecha_vencimiento",
     "the expiry of a lot, or the day on which something is due"},
    {"storage_location lagerort emplacement ubicacion bin lagerplatz",
     "a place within a location, or the location"},
    {"referencia", "an item, or a document"},
    {"moq min_order_qty min_order_quantity minimum_order_quantity minimum_order_qty order_min size_minimum "
     "procure_min_qty mindestbestellmenge quantite_minimum_de_commande quantite_minimale_de_commande "
     "cantidad_minima_de_pedido",
     "of the agreement: order_min; in some planning systems a multiple"},
    {"order_multiple qty_multiple multiple_qty size_multiple order_pack rounding_value pack_size case_pack "
     "case_qty case_quantity units_per_case units_per_pack lot_size verpackungseinheit gebindegroesse "
     "gebindegrosse multiple_de_commande unidades_por_caja",
     "of the agreement: order_multiple"},
    {"order_max max_order_qty max_order_quantity maximum_order_quantity size_maximum procure_max_qty",
     "of the agreement: order_max"},
    {"lead_time lead_time_days lead_days delivery_lead_time expected_lead_time_days "
     "replenishment_lead_time lieferzeit wiederbeschaffungszeit delai_de_livraison "
     "delai_d_approvisionnement plazo_de_entrega tiempo_de_entrega",
     "of the agreement: lead_time"},
    {"review_period review_period_days order_cycle replenishment_period_days",
     "of the agreement: review_period"},
    {"safety_days days_of_safety_stock", "of the agreement: safety_days"},
    {"service_level", "of the agreement: service_level"},
    {"shelf_life shelf_life_days", "of the agreement: shelf_life"},
    {"unit_cost standard_cost einstandspreis", "of the agreement: unit_cost"},
    {"unit_price", "of the agreement: unit_price"},
};

const size_t trap_row_count = VMI_COUNT(trap_rows);

const char *const openboxes_levels[3] = {"min_quantity", "reorder_quantity", "max_quantity"};
