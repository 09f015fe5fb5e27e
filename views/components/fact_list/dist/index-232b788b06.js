var w=()=>(document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState??"notRunning")!=="notRunning",h=class{constructor(t,e=()=>({})){let r=`${Date.now().toString(36)}-${Math.random().toString(36).slice(2,8)}`;Object.assign(this,{parent:t,more:e,client:r,events:[],last:0})}get pending(){return this.events.length>0}post(t,e){this.last+=1,this.events.push({number:this.last,kind:t,value:e}),this.tries=0,this.deliver()}hear(t,e){this.send=e,t?.client===this.client&&(this.events=this.events.filter(({number:r})=>r>t.number),this.pending||clearTimeout(this.timer))}deliver(){this.tries+=1,this.send("report",{client:this.client,events:this.events,...this.more()}),this.wait()}wait(){clearTimeout(this.timer),this.timer=setTimeout(()=>this.again(),900)}again(){!this.pending||this.tries>=8||!(this.parent.host??this.parent).isConnected||(w()?this.wait():this.deliver())}};var b=`:host { display: block; }
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
`;var k=10,S=12,p=new WeakMap;function s(a,t={},...e){let r=document.createElement(a);return Object.entries(t).forEach(([o,i])=>r.setAttribute(o,i)),r.append(...e),r}var g=class{constructor(t){Object.assign(this,{messenger:new h(t),toggled:new Map,whole:new Set,drawn:""}),this.root=s("div",{class:"facts"}),t.append(s("style",{},b),this.root),this.root.addEventListener("click",e=>this.click(e))}update(t,e){let{receipt:r,...o}=t;this.messenger.hear(r,e);let i=JSON.stringify([o,this.dark()]);i!==this.drawn&&(t.about!==this.data?.about&&(this.toggled.clear(),this.whole.clear()),Object.assign(this,{data:t,drawn:i}),this.draw())}dark(){let[t,e,r]=(getComputedStyle(this.root).color.match(/[\d.]+/g)??[0,0,0]).map(Number);return t+e+r>384}draw(){let t=this.dark();this.root.replaceChildren(...this.data.groups.map(e=>this.group(e,t)))}group({title:t,rows:e},r){let o=this.whole.has(t)?e:e.slice(0,k),i=s("ul",{},...o.map(l=>this.row(l,r))),c=e.length>o.length?[s("button",{type:"button",class:"more","data-whole":t},`Show all ${e.length.toLocaleString("en")}`)]:[],m=this.toggled.get(t)??(e.length<=S||this.data.groups.length===1),d=s("summary",{},s("span",{class:"title"},t),s("span",{class:"count"},e.length.toLocaleString("en"))),n=s("details",m?{open:""}:{},d,i,...c);return n.addEventListener("toggle",()=>this.toggled.set(t,n.open)),n}row({id:t,name:e,kind:r,light:o,dark:i,phrase:c,source:m,source_name:d,locator:n,review:l,note:u},v){let f=s("span",{class:"dot",title:r});f.style.background=v?i:o;let x=s("span",{class:"cite"},s("span",{class:`review ${l}`,title:this.data.reviews[l]},l)," ",s("a",{href:"#",class:"source","data-source":m,title:`Open the source: ${d}`},d),n?`, ${n}`:"");return s("li",{},f,s("div",{},s("a",{href:"#",class:"name","data-open":t},e),c?s("span",{class:"phrase"},c):"",...u?[s("p",{},u)]:[],x))}click(t){let e=t.target.closest("a, button");if(!e)return;t.preventDefault();let{open:r,source:o,whole:i}=e.dataset;r&&this.messenger.post("opened",r),o&&this.messenger.post("source",o),i&&(this.whole.add(i),this.draw())}};function O({data:a,parentElement:t,setTriggerValue:e}){p.has(t)||p.set(t,new g(t)),p.get(t).update(a,e)}export{O as default};
