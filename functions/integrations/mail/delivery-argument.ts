// The custom argument that carries our delivery id through SendGrid and back in its events.

export const deliveryArgument = 'delivery_id';
