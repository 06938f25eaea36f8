import type { CommercePort } from '../../ports/commerce';
import type { ShopifyClient } from './client';
import { ShopifyOrders } from './orders';
import { ShopifyProducts } from './products';
import { ShopifyReturns } from './returns';

/** The whole port; each part of it knows its own documents. */
export class ShopifyCommerce implements CommercePort {
  readonly findOrder: CommercePort['findOrder'];
  readonly listOrders: CommercePort['listOrders'];
  readonly getShipments: CommercePort['getShipments'];
  readonly cancelOrder: CommercePort['cancelOrder'];
  readonly getRefunds: CommercePort['getRefunds'];
  readonly getReturnableItems: CommercePort['getReturnableItems'];
  readonly startReturn: CommercePort['startReturn'];
  readonly searchProducts: CommercePort['searchProducts'];
  readonly getStock: CommercePort['getStock'];

  constructor(call: ShopifyClient) {
    const orders = new ShopifyOrders(call);
    this.findOrder = orders.findOrder.bind(orders);
    this.listOrders = orders.listOrders.bind(orders);
    this.getShipments = orders.getShipments.bind(orders);
    this.cancelOrder = orders.cancelOrder.bind(orders);
    this.getRefunds = orders.getRefunds.bind(orders);
    const returns = new ShopifyReturns(call);
    this.getReturnableItems = returns.getReturnableItems.bind(returns);
    this.startReturn = returns.startReturn.bind(returns);
    const products = new ShopifyProducts(call);
    this.searchProducts = products.searchProducts.bind(products);
    this.getStock = products.getStock.bind(products);
  }
}
