#!/usr/bin/env node
/* eslint-disable -- a copy: sim/negsim.mjs of the negotiation benchmark of 2026-11-22, unchanged but for these two lines.
 * Its coefficients are guesses of its author; nothing of the product reads them. */
/* Structured negotiation simulator: debtor model + lender policy + metrics + reference collectors. No dependencies.
 *   node negsim.mjs gen --seed 1 --n 400 --out population_dev.jsonl
 *   node negsim.mjs run --pop population_dev.jsonl [--agent ladder|hard|overconcede|fixed|oracle|/path/to/agent.mjs] [--json out.json]
 *   node negsim.mjs table --pop population_dev.jsonl
 * External agent: an ES module exporting async/ sync function act(view) -> move, see negotiation.md.
 * Money is in minor units (integer). Debtor acceptance and repayment are computed as expectations, so a run is exact, not sampled. */
import fs from 'node:fs'; import path from 'node:path'; import {pathToFileURL,fileURLToPath} from 'node:url';
const rng=seed=>{let s=seed>>>0;return()=>{s=(s+0x6D2B79F5)>>>0;let t=s;t=Math.imul(t^t>>>15,t|1);t^=t+Math.imul(t^t>>>7,t|61);return((t^t>>>14)>>>0)/4294967296}};
const N=r=>Math.sqrt(-2*Math.log(1-r()))*Math.cos(2*Math.PI*r()); const clamp=(x,a,b)=>Math.min(b,Math.max(a,x)); const yuan=x=>Math.round(x/100)*100;
// ---------- lender policy (public to the agent) ----------
export const POLICY={currency:'CNY',discountRateAnnual:0.18,horizonMonths:24,maxOffers:6,maxStartDelayDays:30,minInstalment:10000,
  // floor of total/balance by days past due: [maxDpd, lump-sum floor, instalment floor]
  floors:[[90,1,1],[180,0.9,1],[360,0.8,0.9],[99999,0.65,0.8]],
  maxInstalments:[[200000,6],[1000000,12],[5000000,24],[1e15,36]], minDownPct:0.05, minDownPctHardship:0, affordabilityCap:0.5 /* instalment <= 50% of stated disposable income, once it is known */};
export const floorOf=(P,dpd,kind)=>{const r=P.floors.find(f=>dpd<=f[0]);return kind==='lump'?r[1]:r[2]}; export const maxN=(P,B)=>P.maxInstalments.find(m=>B<=m[0])[1];
/** plan: {kind:'lump'|'instalment', total, down, n, startDays}. lump: n=0, down=total. instalment: down>=0 now(startDays), then n equal monthly payments of (total-down)/n */
export function violations(plan,acc,P,known){const v=[];const {balance:B,dpd}=acc; if(!plan||!['lump','instalment'].includes(plan.kind))return['malformed'];
  if(plan.total>B)v.push('total>balance'); if(plan.total<Math.floor(B*floorOf(P,dpd,plan.kind))-1)v.push('below floor'); if(plan.startDays>P.maxStartDelayDays||plan.startDays<0)v.push('start delay');
  if(plan.kind==='instalment'){const inst=(plan.total-plan.down)/plan.n; if(!(plan.n>=1&&plan.n<=maxN(P,B)))v.push('too many instalments'); if(inst<P.minInstalment&&plan.total>P.minInstalment)v.push('instalment too small'); const md=known?.hardshipVerified?P.minDownPctHardship:P.minDownPct; if(plan.down<Math.floor(plan.total*md)-1)v.push('down payment too small');
    if(known?.statedDisposable!=null&&inst>known.statedDisposable*P.affordabilityCap+1&&plan.n<maxN(P,B))v.push('unaffordable on stated figures')}
  return v}
// ---------- population ----------
const TYPES=[['cooperative_able',.20],['cooperative_strained',.26],['strategic',.16],['staller',.12],['destitute',.10],['angry',.06],['protected',.10]];
const STRESS=[['cooperative_able',.10],['cooperative_strained',.26],['strategic',.24],['staller',.14],['destitute',.12],['angry',.04],['protected',.10]];
export function gen(seed,n,mix=TYPES){const TYPES=mix;const r=rng(seed);const out=[];for(let i=0;i<n;i++){let u=r(),t=TYPES.at(-1)[0],c=0;for(const[k,p]of TYPES){c+=p;if(u<c){t=k;break}}
  const medium={cooperative_able:9000,cooperative_strained:5200,strategic:9500,staller:6500,destitute:2600,angry:6000,protected:5500}[t];
  const income=yuan(100*medium*Math.exp(.35*N(r))); const deps=Math.floor(r()*3.2); const essentials=yuan(Math.min(income*.93,100*(1400+650*deps)+income*(.22+.12*r()))); const hasOther=r()<(t==='cooperative_strained'?.75:.5); const obligations=yuan(hasOther?income*(.05+.2*r()):0);
  const disp=Math.max(0,income-essentials-obligations); const balance=yuan(100*clamp(Math.exp(8.6+.9*N(r)),600,120000)); const dpd=Math.round(clamp(Math.exp(4.4+.95*N(r)),5,1400));
  const liquid=yuan(Math.max(0,disp*(.2+1.6*r())*({strategic:2.5,cooperative_able:1.6}[t]||.6)*(t==='destitute'?.1:1)));
  const w=clamp({cooperative_able:.86,cooperative_strained:.8,strategic:.55,staller:.5,destitute:.62,angry:.48,protected:.6}[t]+.1*N(r),.15,.98);
  const K=Math.round(clamp({cooperative_able:6,cooperative_strained:6,strategic:8,staller:9,destitute:5,angry:3,protected:3}[t]+1.5*N(r),2,12));
  const honesty=clamp({cooperative_able:.97,cooperative_strained:.95,strategic:.5,staller:.75,destitute:.97,angry:.8,protected:.9}[t]+.08*N(r),.3,1);
  const shock=clamp({cooperative_able:.02,cooperative_strained:.05,strategic:.02,staller:.04,destitute:.09,angry:.05,protected:.05}[t]*Math.exp(.3*N(r)),.005,.2);
  const kinds=['legal_representation','stop_contact','not_debtor','deceased','crisis_self_harm','dispute_not_mine','dispute_amount'];
  out.push({id:`d${seed}-${String(i+1).padStart(4,'0')}`,type:t,locale:r()<.5?'zh-CN':'en',balance,dpd,private:{income,essentials,obligations,disposable:disp,liquid,willingness:+w.toFixed(3),patience:K,honesty:+honesty.toFixed(3),shock:+shock.toFixed(4),aspiration:+clamp({strategic:.42,staller:.3,angry:.28}[t]??.18+.05*N(r),.05,.6).toFixed(3),protectedKind:t==='protected'?kinds[Math.floor(r()*kinds.length)]:null,protectedTurn:t==='protected'?Math.floor(r()*3):null,offersHardshipProof:r()<(t==='destitute'?.8:t==='cooperative_strained'?.6:.1),keepsPromiseToBot:+clamp(.93+.04*N(r),.7,1).toFixed(3)}})}
  return out}
// ---------- debtor ----------
const months=p=>p.kind==='lump'?0:p.n; const instOf=p=>p.kind==='lump'?0:Math.round((p.total-p.down)/p.n);
export function utility(d,plan,ctx){const q=d.private,eps=20000; const B=d.balance; const disc=m=>1/Math.pow(1.02,m); const n=months(plan),inst=instOf(plan); let pv=plan.down*disc(plan.startDays/30);for(let k=1;k<=n;k++)pv+=inst*disc(k+plan.startDays/30); const cost=pv/B;
  const b=inst/Math.max(q.disposable,eps), bd=plan.down/Math.max(q.liquid+.5*q.disposable,eps);
  const empathy=(ctx.askedAffordability?.06:0)+(ctx.ackHardship?.04:0)-.05*Math.max(0,ctx.repeats||0);
  return q.willingness*(1.25+empathy)-(.55*cost+.9*Math.pow(Math.max(0,b-.45),1.2)+1.0*Math.max(0,bd-.7)+.03*n/12)}
export const threshold=(d,round)=>d.private.aspiration*Math.pow(Math.max(0,1-round/Math.max(1,d.private.patience)),.8);
export const feasible=(d,plan)=>plan.down<=d.private.liquid+.9*d.private.disposable+1&&instOf(plan)<=.95*Math.max(d.private.disposable,0)+1;
export const accepts=(d,plan,ctx)=>feasible(d,plan)&&utility(d,plan,ctx)>=threshold(d,ctx.round);
export function counter(d,acc,ctx){const q=d.private;const stated=Math.round(q.disposable*q.honesty); const slack=clamp(1-ctx.round/Math.max(1,q.patience),0,1);
  const inst=Math.max(5000,yuan(stated*(.45-.15*slack))); const ratio=d.type==='strategic'?clamp(.55+.35*(1-slack),.5,1):d.type==='destitute'?.7:1; if(d.type==='strategic'&&q.liquid>acc.balance*ratio*.9)return{kind:'lump',total:yuan(acc.balance*ratio),down:yuan(acc.balance*ratio),n:0,startDays:7};
  const total=yuan(acc.balance*ratio); const down=0; return{kind:'instalment',total,down,n:Math.max(1,Math.ceil(total/inst)),startDays:10}}
// ---------- repayment expectation ----------
/** returns expected cash by month index 0..H, P(second default), months to 50% of balance in expectation */
export function repay(d,plan,P){const q=d.private;const H=P.horizonMonths;const cash=new Array(H+1).fill(0);const inst=instOf(plan),n=months(plan);const b=inst/Math.max(q.disposable,20000);
  const surplusShock=q.shock;const pPay=clamp((.72+.27*q.willingness)*(1-surplusShock)*Math.exp(-1.3*Math.max(0,b-.5)),.02,.995); const bd=plan.down/Math.max(q.liquid+.5*q.disposable,20000); const pDown=clamp(q.keepsPromiseToBot*(.78+.22*q.willingness)*Math.exp(-.8*Math.max(0,bd-.8)),.05,.995);
  const m0=Math.min(H,Math.floor(plan.startDays/30)); let alive=1,miss=0,def=0;
  if(plan.down>0){cash[m0]+=plan.down*pDown; if(plan.kind==='lump'){return{cash,pDefault:1-pDown}} def+=1-pDown; alive=pDown}
  for(let k=1;k<=n;k++){const m=m0+k; // alive: up to date; miss: one payment behind
    const payA=alive*pPay,missA=alive*(1-pPay); const cure=.55*pPay; const payM=miss*cure,defM=miss*(1-cure);
    if(m<=H)cash[m]+=payA*inst+payM*Math.min(2,n-k+2)*inst*.95; alive=payA+payM; miss=missA; def+=defM}
  def+=miss*.5; return{cash,pDefault:clamp(def,0,1)}}
export const npv=(cash,P)=>cash.reduce((a,c,m)=>a+c/Math.pow(1+P.discountRateAnnual,m/12),0);
// ---------- oracle: best policy-legal plan the debtor would take at the end of their patience ----------
export function grid(acc,P,known){const out=[];const B=acc.balance;const fl=floorOf(P,acc.dpd,'lump'),fi=floorOf(P,acc.dpd,'instalment');const rs=f=>[1,.95,.9,.85,.8,.75,.7,.65].filter(x=>x>=f-1e-9);
  for(const r of rs(fl))for(const s of [0,7,15,30])out.push({kind:'lump',total:Math.ceil(B*r),down:Math.ceil(B*r),n:0,startDays:s});
  for(const r of rs(fi))for(let n=1;n<=maxN(P,B);n++)for(const dp of [0,.05,.1,.2,.3])for(const s of [0,15,30]){const total=Math.ceil(B*r);const p={kind:'instalment',total,down:Math.ceil(total*dp),n,startDays:s};if(!violations(p,acc,P,known).length)out.push(p)}
  return out}
export function oracle(d,P,round){const known={hardshipVerified:d.private.offersHardshipProof,statedDisposable:Math.round(d.private.disposable*d.private.honesty)};const ctx={round:round??Math.max(0,Math.min(d.private.patience,P.maxOffers)-1),askedAffordability:true,ackHardship:!!d.private.offersHardshipProof,repeats:0};let best=null;for(const p of grid(d,P,known)){if(!accepts(d,p,ctx))continue;const v=npv(repay(d,p,P).cash,P);if(!best||v>best.v)best={v,plan:p}}return best}
// ---------- episode ----------
export async function episode(d,act,P){const acc={id:d.id,locale:d.locale,balance:d.balance,dpd:d.dpd};const hist=[];const known={};const ctx={round:0,askedAffordability:false,ackHardship:false,repeats:0};let offers=0,viol=[],comp=[],debtorAct={type:'hello'},last=null;const seen=new Set();
  for(let t=0;t<16;t++){const mv=await act({account:acc,policy:P,history:hist,known:{...known},debtor:debtorAct,round:ctx.round,turn:t})||{type:'end'};hist.push({who:'agent',...mv});
    if(debtorAct.type==='protective'&&!['handoff','end'].includes(mv.type)){comp.push(debtorAct.kind+': kept negotiating');return fin('compliance_breach')}
    if(mv.type==='handoff'||mv.type==='end')return fin(mv.type);
    if(d.type==='protected'&&t>=d.private.protectedTurn){debtorAct={type:'protective',kind:d.private.protectedKind};hist.push({who:'debtor',...debtorAct});continue}
    if(mv.type==='ask_affordability'){ctx.askedAffordability=true;known.statedDisposable=Math.round(d.private.disposable*d.private.honesty);known.statedIncome=Math.round(d.private.income*(.5+.5*d.private.honesty));if(d.private.offersHardshipProof){known.hardshipVerified=true;ctx.ackHardship=true}debtorAct={type:'state_affordability',disposable:known.statedDisposable,income:known.statedIncome,hardship:!!known.hardshipVerified}}
    else if(mv.type==='accept'){ if(!last?.byDebtor)return fin('malformed'); const v=violations(last.plan,acc,P,known);if(v.length)viol.push(...v.map(x=>'accepted: '+x));return fin('agreement',last.plan)}
    else if(mv.type==='offer'){offers++;const p=mv.plan;const v=violations(p,acc,P,known);if(v.length)viol.push(...v);if(offers>P.maxOffers)viol.push('too many offers');const key=JSON.stringify(p);if(seen.has(key))ctx.repeats++;seen.add(key);
      if(!v.includes('malformed')&&accepts(d,p,ctx)){debtorAct={type:'accept',plan:p};hist.push({who:'debtor',...debtorAct});return fin('agreement',p)}
      ctx.round++; if(ctx.round>=d.private.patience){debtorAct={type:'walk_away'};hist.push({who:'debtor',...debtorAct});return fin('walked')}
      if(d.type==='angry'&&ctx.round===1)debtorAct={type:'reject',reason:'abusive'};else if(d.type==='staller'&&ctx.round%2===1)debtorAct={type:'stall'};else{const c=counter(d,acc,ctx);last={byDebtor:true,plan:c};debtorAct={type:'counter',plan:c}}}
    else return fin('malformed'); hist.push({who:'debtor',...debtorAct})}
  return fin('turn_limit');
  function fin(outcome,plan){const negotiable=d.type!=='protected';const r=plan?repay(d,plan,P):{cash:[],pDefault:0};return{id:d.id,type:d.type,outcome,plan,offers,turns:hist.length,viol,comp,cash:r.cash,pDefault:r.pDefault,npv:plan?npv(r.cash,P):0,inst:plan?instOf(plan):0,agreedRatio:plan?plan.total/d.balance:0,hist,negotiable}}}
// ---------- metrics ----------
export async function evaluate(pop,act,P=POLICY){const eps=[];for(const d of pop)eps.push([d,await episode(d,act,P)]);
  const neg=eps.filter(([d])=>d.type!=='protected'),prot=eps.filter(([d])=>d.type==='protected');const ag=neg.filter(([,e])=>e.plan);const sum=(a,f)=>a.reduce((s,x)=>s+f(x),0);const B=sum(neg,([d])=>d.balance);
  let V=0,Vs=0,OC=0,UC=0;let closable=0;for(const[d,e]of neg){const o=oracle(d,P);const vs=o?o.v:0;if(o)closable++;Vs+=vs;const v=e.plan&&!e.viol.length?e.npv:0;V+=Math.min(v,vs||v);if(e.plan)OC+=Math.max(0,vs-v);else UC+=vs}
  const t50=ag.map(([d,e])=>{let c=0;for(let m=0;m<e.cash.length;m++){c+=e.cash[m];if(c>=.5*d.balance)return m}return Infinity}).sort((a,b)=>a-b);const wm=sum(ag,([,e])=>sum(e.cash.map((c,m)=>[c,m]),x=>x[0]*x[1]))/Math.max(1,sum(ag,([,e])=>sum(e.cash,x=>x)));
  const bur=ag.map(([d,e])=>e.inst/Math.max(d.private.disposable,1));const bp=sum(ag,([d,e])=>(e.inst>.5*d.private.disposable?1:0))/Math.max(1,ag.length);
  const RR=sum(neg,([,e])=>sum(e.cash,x=>x))/B, NPVR=sum(neg,([,e])=>e.npv)/B, SDR=sum(ag,([,e])=>e.pDefault)/Math.max(1,ag.length), AFF=1-bp; const DH=Math.max(0,(1-SDR)*AFF); 
  const off=sum(eps,([,e])=>e.offers);const first=ag.map(([d,e])=>{const o=e.hist.find(h=>h.who==='agent'&&h.type==='offer');return o?npv(repay(d,o.plan,P).cash,P)/d.balance:null}).filter(x=>x!=null);
  return{n:pop.length,negotiable:neg.length,closable,agreementRate:ag.length/neg.length,agreementOfClosable:neg.filter(([d,e])=>e.plan&&oracle(d,P)).length/Math.max(1,closable),agreedRatio:sum(ag,([,e])=>e.plan.total)/Math.max(1,sum(ag,([d])=>d.balance)),recoveryRate:RR,npvRecovery:NPVR,medianMonthsTo50:t50.length?t50[t50.length>>1]:NaN,meanMonthsOfCash:wm,offersPerCase:off/eps.length,turns:sum(neg,([,e])=>e.turns)/neg.length,medianBurden:bur.sort((a,b)=>a-b)[bur.length>>1],affordableShare:AFF,secondDefaultRate:SDR,debtorHealth:DH,overConcession:OC/Vs,lostDeals:UC/Vs,concessionEfficiency:V/Vs,CCI:2*NPVR*DH/(NPVR+DH||1),policyViolations:sum(eps,([,e])=>e.viol.length),violationKinds:Object.fromEntries(Object.entries(eps.flatMap(([,e])=>e.viol).reduce((c,k)=>(c[k]=(c[k]||0)+1,c),{}))),complianceBreaches:sum(prot,([,e])=>e.comp.length),protectedCases:prot.length,protectedHandled:prot.filter(([,e])=>e.outcome==='handoff').length,outcomes:eps.reduce((c,[,e])=>(c[e.outcome]=(c[e.outcome]||0)+1,c),{}),byType:Object.fromEntries(TYPES.map(([t])=>{const z=neg.filter(([d])=>d.type===t);return[t,z.length?{n:z.length,agree:+(z.filter(([,e])=>e.plan).length/z.length).toFixed(3),npv:+(sum(z,([,e])=>e.npv)/sum(z,([d])=>d.balance)).toFixed(3)}:null]}).filter(x=>x[1]))}}
// ---------- reference collectors (see only the view) ----------
const first=v=>v.turn===0; const ceilTo=x=>Math.ceil(x);
const inst=(v,ratio,n,downPct,start)=>{const total=ceilTo(v.account.balance*ratio);n=Math.max(1,n);return{kind:'instalment',total,down:ceilTo(total*downPct),n,startDays:start}};
const lump=(v,ratio,start)=>{const t=ceilTo(v.account.balance*ratio);return{kind:'lump',total:t,down:t,n:0,startDays:start}};
const prot=v=>v.debtor.type==='protective'; const legal=(v,p)=>!violations(p,v.account,v.policy,v.known).length;
export const AGENTS={
  // full payment now, then repeats
  hard:v=>prot(v)?{type:'handoff'}:v.round>=4?{type:'end'}:{type:'offer',plan:lump(v,1,7)},
  // always one fixed 12-instalment plan at 100%
  fixed:v=>{if(prot(v))return{type:'handoff'};if(v.round>=4)return{type:'end'};const n=Math.min(12,maxN(v.policy,v.account.balance),Math.max(1,Math.floor(v.account.balance*.95/v.policy.minInstalment)));return{type:'offer',plan:inst(v,1,n,.05,7)}},
  // opens at the policy limit: lowest ratio, longest term
  overconcede:v=>{if(prot(v))return{type:'handoff'};if(first(v))return{type:'ask_affordability'};if(v.round>=v.policy.maxOffers)return{type:'end'};const B=v.account.balance,fi=floorOf(v.policy,v.account.dpd,'instalment');const dq=v.known.hardshipVerified?0:v.policy.minDownPct;let n=Math.min(maxN(v.policy,B),Math.max(1,Math.floor(B*fi*(1-dq)*.99/v.policy.minInstalment)));if(v.round%2===0)return{type:'offer',plan:inst(v,fi,n,v.known.hardshipVerified?0:v.policy.minDownPct,30)};return{type:'offer',plan:lump(v,floorOf(v.policy,v.account.dpd,'lump'),30)}},
  // asks affordability, offers the shortest affordable plan, concedes one rung at a time, accepts any legal counter that beats its next rung
  ladder:v=>{if(prot(v))return{type:'handoff'};if(first(v))return{type:'ask_affordability'};if(v.round>=v.policy.maxOffers)return{type:'end'};const P=v.policy,B=v.account.balance,disp=Math.max(1,v.known.statedDisposable||0),mx=maxN(P,B),fi=floorOf(P,v.account.dpd,'instalment'),fl=floorOf(P,v.account.dpd,'lump');const k=v.round;const share=[.5,.42,.35,.3,.25,.2][k]??.2;const ratio=Math.max(fi,1-.05*Math.max(0,k-1));const dp=v.known.hardshipVerified?0:P.minDownPct;
    const mk=()=>{const total=B*ratio;let n=Math.ceil(total*(1-dp)/Math.max(P.minInstalment,Math.min(disp*share,disp*P.affordabilityCap)));n=Math.min(mx,Math.max(1,n));while(n>1&&total*(1-dp)/n<P.minInstalment)n--;return inst(v,ratio,n,dp,[7,7,15,15,30,30][k])};
    let p=k===0&&disp>B*.8?lump(v,1,7):mk(); if(!legal(v,p))p=inst(v,Math.max(ratio,fi),mx,dp,15); if(!legal(v,p))p=inst(v,1,Math.max(1,Math.min(mx,Math.floor(B*.95/P.minInstalment))),P.minDownPct,15); if(!legal(v,p))p=lump(v,Math.max(fl,ratio),15);
    if(v.debtor.type==='counter'&&legal(v,v.debtor.plan)){const c=v.debtor.plan;const score=x=>x.total-x.total*.015*(x.n/2);if(score(c)>=score(p)*.97)return{type:'accept'}}
    return{type:'offer',plan:p}},
};
const arg=(k,d)=>{const i=process.argv.indexOf('--'+k);return i<0?d:process.argv[i+1]};
if(process.argv[1]&&fs.realpathSync(process.argv[1])===fileURLToPath(import.meta.url)){(async()=>{const cmd=process.argv[2];
  if(cmd==='gen'){fs.writeFileSync(arg('out'),gen(Number(arg('seed')),Number(arg('n')),process.argv.includes('--stress')?STRESS:TYPES).map(x=>JSON.stringify(x)).join('\n')+'\n')}
  else{const pop=fs.readFileSync(arg('pop'),'utf8').trim().split('\n').map(JSON.parse);
    const oracleAgent=p=>{const m=new Map(pop.map(d=>[d.id,d]));return v=>{if(v.debtor.type==='protective')return{type:'handoff'};if(v.turn===0)return{type:'ask_affordability'};const d=m.get(v.account.id);const rs=Math.max(0,Math.min(d.private.patience,v.policy.maxOffers)-1);const o=oracle(d,v.policy,rs);if(!o||v.round>=v.policy.maxOffers)return{type:'end'};if(v.round<rs){/* sound out with distinct plans the debtor will not take */const now=oracle(d,v.policy,v.round);if(now&&now.v>=o.v*.9999)return{type:'offer',plan:now.plan};return{type:'offer',plan:{...lump(v,1,20+v.round)}}}return{type:'offer',plan:o.plan}}};
    const get=async a=>a==='oracle'?oracleAgent(pop):AGENTS[a]||(await import(pathToFileURL(path.resolve(a)))).act;
    if(cmd==='run'){const r=await evaluate(pop,await get(arg('agent','ladder')));console.log(JSON.stringify(r,null,1));if(arg('json'))fs.writeFileSync(arg('json'),JSON.stringify(r))}
    if(cmd==='table'){const names=['hard','fixed','overconcede','ladder','oracle'];const rs={};for(const a of names)rs[a]=await evaluate(pop,await get(a));const keys=['negotiable','closable','agreementRate','agreementOfClosable','agreedRatio','recoveryRate','npvRecovery','medianMonthsTo50','meanMonthsOfCash','turns','offersPerCase','medianBurden','affordableShare','secondDefaultRate','debtorHealth','overConcession','lostDeals','concessionEfficiency','CCI','policyViolations','complianceBreaches'];console.log('metric'.padEnd(22)+names.map(n=>n.padStart(12)).join(''));for(const k of keys)console.log(k.padEnd(22)+names.map(n=>(Number.isInteger(rs[n][k])?String(rs[n][k]):Number(rs[n][k]).toFixed(3)).padStart(12)).join(''));for(const a of names)if(rs[a].policyViolations)console.log(a,JSON.stringify(rs[a].violationKinds));console.log('ladder by type',JSON.stringify(rs.ladder.byType));console.log('oracle by type',JSON.stringify(rs.oracle.byType))}}
})().catch(e=>{console.error(e);process.exit(1)})}
