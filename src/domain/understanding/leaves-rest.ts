const REST = /剩下|剩余|其余|余下|余款|尾款|\bthe (?:rest|remainder|remaining|balance)\b|\brest (?:later|next|after|in|by|on)\b/;

/** Whether an amount in the message is a first payment, because the message speaks of the rest as well. */
export const leavesRest = (text: string): boolean => REST.test(text.toLowerCase());
