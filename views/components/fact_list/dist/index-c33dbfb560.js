var w=()=>(document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState??"notRunning")!=="notRunning",h=class{constructor(e,t=()=>({})){let r=`${Date.now().toString(36)}-${Math.random().toString(36).slice(2,8)}`;Object.assign(this,{parent:e,more:t,client:r,events:[],last:0})}get pending(){return this.events.length>0}post(e,t){this.last+=1,this.events.push({number:this.last,kind:e,value:t}),this.tries=0,this.deliver()}hear(e,t){this.send=t,e?.client===this.client&&(this.events=this.events.filter(({number:r})=>r>e.number),this.pending||clearTimeout(this.timer))}deliver(){this.tries+=1,this.send("report",{client:this.client,events:this.events,...this.more()}),this.wait()}wait(){clearTimeout(this.timer),this.timer=setTimeout(()=>this.again(),900)}again(){!this.pending||this.tries>=8||!(this.parent.host??this.parent).isConnected||(w()?this.wait():this.deliver())}};function f(l,e=({setTriggerValue:t})=>t){let t=new WeakMap;return r=>{let{data:n,parentElement:s}=r;return t.has(s)||t.set(s,new l(s,n)),t.get(s).update(n,e(r)),()=>{setTimeout(()=>{let i=t.get(s);!i||(s.host??s).isConnected||(t.delete(s),i.destroy?.())})}}}var b=`:host { display: block; }
.facts { font-family: var(--st-font); color: var(--st-text-color); font-size: 0.93rem; line-height: 1.42; }
details { border-top: 1px solid var(--st-border-color); padding: 0.1rem 0; }
summary { display: flex; align-items: center; gap: 0.5rem; padding: 0.5rem 0.1rem; cursor: pointer; list-style: none; border-radius: 6px; }
summary::before { content: ''; flex: none; width: 0.4rem; height: 0.4rem; border: solid color-mix(in srgb, var(--st-text-color) 60%, transparent);
  border-width: 0 1.6px 1.6px 0; transform: rotate(-45deg); transition: transform 0.12s; margin: 0 0.2rem; }
details[open] > summary::before { transform: rotate(45deg) translate(-1px, -1px); }
summary:focus-visible, button:focus-visible, a:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
.title { font-weight: 600; flex: 1; }
.title::first-letter { text-transform: uppercase; }
.count { font-size: 0.8rem; font-variant-numeric: tabular-nums; padding: 0.02rem 0.5rem; border-radius: 99px;
  background: color-mix(in srgb, var(--st-text-color) 9%, transparent); }
ul { list-style: none; margin: 0 0 0.4rem; padding: 0; }
li { display: flex; gap: 0.55rem; padding: 0.3rem 0.1rem 0.3rem 0.3rem; }
li > div { min-width: 0; }
.dot { flex: none; width: 0.6rem; height: 0.6rem; border-radius: 50%; margin-top: 0.36rem; }
button { border: 0; background: none; font: inherit; color: inherit; padding: 0; cursor: pointer; text-align: left; border-radius: 4px; }
a { color: inherit; text-decoration: none; border-radius: 4px; }
.name { color: var(--st-link-color); }
.name:hover, .source:hover { text-decoration: underline; }
.phrase { margin-left: 0.45rem; color: color-mix(in srgb, var(--st-text-color) 82%, transparent); }
p { margin: 0.05rem 0; color: color-mix(in srgb, var(--st-text-color) 82%, transparent); }
.cite { display: block; font-size: 0.8rem; color: color-mix(in srgb, var(--st-text-color) 70%, transparent); overflow-wrap: anywhere; }
.review { font-weight: 600; }
.review.verified { color: var(--st-green-text-color); }
.review.disputed { color: var(--st-orange-text-color); }
.more { color: var(--st-link-color); font-size: 0.87rem; padding: 0.2rem 0.3rem; margin: 0 0 0.4rem 1.1rem; }
.more:hover { text-decoration: underline; }
`;var k=10,S=12;function o(l,e={},...t){let r=document.createElement(l);return Object.entries(e).forEach(([n,s])=>r.setAttribute(n,s)),r.append(...t),r}var p=class{constructor(e){Object.assign(this,{messenger:new h(e),toggled:new Map,whole:new Set,drawn:""}),this.root=o("div",{class:"facts"}),e.append(o("style",{},b),this.root),this.root.addEventListener("click",t=>this.click(t))}update(e,t){let{receipt:r,...n}=e;this.messenger.hear(r,t);let s=JSON.stringify([n,this.dark()]);s!==this.drawn&&(e.about!==this.data?.about&&(this.toggled.clear(),this.whole.clear()),Object.assign(this,{data:e,drawn:s}),this.draw())}dark(){let[e,t,r]=(getComputedStyle(this.root).color.match(/[\d.]+/g)??[0,0,0]).map(Number);return e+t+r>384}draw(){let e=this.dark();this.root.replaceChildren(...this.data.groups.map(t=>this.group(t,e)))}group({title:e,rows:t},r){let n=this.whole.has(e)?t:t.slice(0,k),s=o("ul",{},...n.map(c=>this.row(c,r))),i=t.length>n.length?[o("button",{type:"button",class:"more","data-whole":e},`Show all ${t.length.toLocaleString("en")}`)]:[],m=this.toggled.get(e)??(t.length<=S||this.data.groups.length===1),d=o("summary",{},o("span",{class:"title"},e),o("span",{class:"count"},t.length.toLocaleString("en"))),a=o("details",m?{open:""}:{},d,s,...i);return a.addEventListener("toggle",()=>this.toggled.set(e,a.open)),a}row({id:e,name:t,kind:r,light:n,dark:s,phrase:i,source:m,source_name:d,locator:a,review:c,note:u},v){let g=o("span",{class:"dot",title:r});g.style.background=v?s:n;let x=o("span",{class:"cite"},o("span",{class:`review ${c}`,title:this.data.reviews[c]},c)," ",o("a",{href:"#",class:"source","data-source":m,title:`Open the source: ${d}`},d),a?`, ${a}`:"");return o("li",{},g,o("div",{},o("a",{href:"#",class:"name","data-open":e},t),i?o("span",{class:"phrase"},i):"",...u?[o("p",{},u)]:[],x))}click(e){let t=e.target.closest("a, button");if(!t)return;e.preventDefault();let{open:r,source:n,whole:s}=t.dataset;r&&this.messenger.post("opened",r),n&&this.messenger.post("source",n),s&&(this.whole.add(s),this.draw())}},I=f(p);export{I as default};
